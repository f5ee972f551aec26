// SPDX-License-Identifier: GPL-3.0-or-later
// What is more comfortable with a script, and works without: times in the browser's own zone,
// copying a code, and a fleet that stays fresh while somebody looks at it.
"use strict";

const EVERY = 60_000;

function showTimes(root) {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, {
    day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
    timeZoneName: "short",
  });
  for (const time of root.querySelectorAll("time[datetime]")) {
    const shown = format.format(new Date(time.dateTime));
    time.title = shown;
    if (time.classList.contains("exact")) time.textContent = shown;
  }
}

function prepareCopying() {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = button.dataset.copied;
    });
  }
}

function busy() {
  const at = document.activeElement;
  return document.hidden || (at && at.matches("input, select, main a, summary"));
}

async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return location.reload();
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.querySelector("main").replaceWith(fresh.querySelector("main"));
  document.querySelector(".rail ul").replaceWith(fresh.querySelector(".rail ul"));
  prepare();
}

function prepare() {
  showTimes(document);
  const button = document.querySelector("button[data-refresh]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", refresh);
}

prepare();
prepareCopying();
if (document.querySelector("button[data-refresh]")) {
  setInterval(() => { if (!busy()) refresh().catch(() => {}); }, EVERY);
}

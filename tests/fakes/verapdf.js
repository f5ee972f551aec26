// SPDX-License-Identifier: GPL-3.0-or-later
// Asks veraPDF about files.  Runs in Rhino, beside veraPDF in one archive.
// Arguments: profiles, "--", files.  Prints a line of JSON for each file and profile.
//
// The archive has the profiles but not the library that veraPDF reads them with, so they are
// read here.

var vera = Packages.org.verapdf;
var Profiles = vera.pdfa.validation.profiles.Profiles;
var Flavour = vera.pdfa.flavours.PDFAFlavour;

function all(node, tag) {
  var list = node.getElementsByTagName(tag), found = [];
  for (var at = 0; at < list.getLength(); at++) found.push(list.item(at));
  return found;
}

function text(node, tag) {
  var found = all(node, tag);
  return found.length ? String(found[0].getTextContent()) : "";
}

function ruleOf(node) {
  var id = all(node, "id")[0];
  return Profiles.ruleFromValues(
    Profiles.ruleIdFromValues(
      Flavour.Specification.valueOf(id.getAttribute("specification")),
      id.getAttribute("clause"),
      java.lang.Integer.parseInt(id.getAttribute("testNumber"))),
    node.getAttribute("object"),
    String(node.getAttribute("deferred")) === "true" ? java.lang.Boolean.TRUE : null,
    node.getAttribute("tags"),
    text(node, "description"),
    text(node, "test"),
    Profiles.errorFromValues(text(node, "message"), new java.util.ArrayList()),
    new java.util.ArrayList());
}

function variableOf(node) {
  return Profiles.variableFromValues(
    node.getAttribute("name"), node.getAttribute("object"),
    text(node, "defaultValue"), text(node, "value"));
}

function profileOf(name) {
  var stream = java.lang.ClassLoader.getSystemResourceAsStream(
    "org/verapdf/pdfa/validation/" + name + ".xml");
  var read = javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream);
  var rules = new java.util.HashSet(), variables = new java.util.HashSet();
  all(read, "rule").forEach(function (node) { rules.add(ruleOf(node)); });
  all(read, "variable").forEach(function (node) { variables.add(variableOf(node)); });
  var details = Profiles.profileDetailsFromValues(name, name, "", new java.util.Date(0));
  var flavour = Flavour.valueOf(read.getDocumentElement().getAttribute("flavour"));
  return Profiles.profileFromValues(flavour, details, "", rules, variables);
}

function judge(file, name, profile) {
  var parser = vera.gf.model.GFModelParser.createModelWithFlavour(
    new java.io.FileInputStream(file), profile.getPDFAFlavour());
  var result = vera.pdfa.validation.validators.ValidatorFactory.createValidator(
    profile, 20, false, false, false).validate(parser);
  var failed = [], each = result.getFailedChecks().entrySet().iterator();
  while (each.hasNext()) {
    var rule = each.next().getKey();
    failed.push(
      rule.getClause() + "-" + rule.getTestNumber() + " "
      + profile.getRuleByRuleId(rule).getDescription());
  }
  parser.close();
  print(JSON.stringify({
    file: String(file),
    profile: name,
    rules: profile.getRules().size(),
    checks: Number(result.getTotalAssertions()),
    conforms: Boolean(result.isCompliant()),
    failed: failed.sort(),
  }));
}

vera.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
var given = Array.prototype.slice.call(arguments).map(String);
var names = given.slice(0, given.indexOf("--"));
var profiles = names.map(profileOf);
given.slice(names.length + 1).forEach(function (file) {
  profiles.forEach(function (profile, at) { judge(file, names[at], profile); });
});

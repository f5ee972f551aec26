// SPDX-License-Identifier: GPL-3.0-or-later
//
// A bad link between two network namespaces, packet by packet: what goes into the TUN device of one
// side comes out of the other's, later, or never.  Each direction has a rate, a delay with jitter
// that keeps the order, random loss, and a queue that drops what does not fit.  Every PERIOD seconds
// the link is down for OUTAGE seconds; with FORGET, whoever stands between then knows the flows of
// before no longer: packets of TCP are dropped without a word, and datagrams of UDP come from another
// port than before, to which answers go once the laptop sent something.
//
//   emulator CLIENT_NS SERVER_NS RATE_UP RATE_DOWN DELAY_MS JITTER_MS LOSS QUEUE_BYTES
//            PERIOD OUTAGE FORGET SEED FIGURES_FILE
//
// Rates in bit/s, loss from 0 to 1.  SIGUSR1 sets all counts to nothing and starts the clock of the
// outages, which rests until then.  The counts are written to FIGURES_FILE, whole, ten times a second.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { UP, DOWN, PLACES = 1 << 16, BIGGEST = 65536, TCP = 6, UDP = 17, SYN = 2, ACK = 16,
       SHIFT = 7, TALKS = 64 };

struct packet {
    double leaves;   // when its last bit is on the wire
    double arrives;  // and when it is across
    int length, lost;
    uint8_t *bytes;
};

struct way {
    double rate, wire_free, last_arrival;
    unsigned head, tail;
    struct packet ring[PLACES];
    // Bytes: put into the link, dropped by the queue, put on the wire, lost on it, dropped while it
    // was down, dropped as nobody knew their flow, and handed out.
    uint64_t put, queue_drop, wire, lost, outage, forgotten, out;
    uint64_t packets;
};

struct flow {
    uint64_t key;
    long born;
};

struct talk {
    unsigned inside, outside;  // the laptop's port, and the one that the depot sees
};

static struct way ways[2];
static struct talk talks[TALKS];
static unsigned talk_count;
static struct flow flows[PLACES];
static int devices[2];
static double delay, jitter, loss, period, outage, started = -1;
static long queue_bytes;
static int forget;
static uint64_t luck;
static volatile sig_atomic_t asked_to_stop, asked_to_start;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double chance(void) {  // xorshift64*, which is enough for losses
    luck ^= luck >> 12;
    luck ^= luck << 25;
    luck ^= luck >> 27;
    return (double)((luck * 0x2545F4914F6CDD1DULL) >> 11) / 9007199254740992.0;
}

static long outages_before(double t) {
    return started < 0 || period <= 0 || t < started ? 0 : (long)((t - started) / period);
}

static int is_down(double t) {
    long seen = outages_before(t);
    return seen > 0 && t - started - (double)seen * period < outage;
}

static int device_in(const char *space) {
    char path[256];
    snprintf(path, sizeof path, "/var/run/netns/%s", space);
    int home = open("/proc/self/ns/net", O_RDONLY), there = open(path, O_RDONLY);
    struct ifreq wish = {.ifr_flags = IFF_TUN | IFF_NO_PI};
    strncpy(wish.ifr_name, "link0", IFNAMSIZ - 1);
    int moved = home >= 0 && there >= 0 && setns(there, CLONE_NEWNET) == 0;
    int device = open("/dev/net/tun", O_RDWR | O_NONBLOCK);  // belongs to the space it is opened in
    if (!moved || device < 0 || ioctl(device, TUNSETIFF, &wish) || setns(home, CLONE_NEWNET)) {
        perror(space);
        exit(1);
    }
    close(home);
    close(there);
    return device;
}

// Tell whether whoever stands between still knows this packet's flow.
static int known(int direction, const uint8_t *bytes, int length, double t) {
    int head = (bytes[0] & 15) * 4;
    if (!forget || bytes[9] != TCP || length < head + 14) return 1;
    const uint8_t *ports = bytes + head;
    uint32_t from = (uint32_t)ports[0] << 8 | ports[1], to = (uint32_t)ports[2] << 8 | ports[3];
    uint64_t key = 1 + (direction == UP ? from << 16 | to : to << 16 | from);
    long epoch = outages_before(t);
    unsigned place = (unsigned)(key * 0x9E3779B97F4A7C15ULL >> 48);
    while (flows[place].key && flows[place].key != key) place = (place + 1) % PLACES;
    int opens = (ports[13] & (SYN | ACK)) == SYN;
    if (!flows[place].key || opens) flows[place] = (struct flow){key, epoch};
    return flows[place].born == epoch;
}

// Let a datagram come from the port that is the laptop's now; tell whether it goes anywhere.
static int translated(int direction, uint8_t *bytes, int length, double t) {
    int head = (bytes[0] & 15) * 4;
    if (!forget || bytes[9] != UDP || length < head + 8) return 1;
    uint8_t *udp = bytes + head, *ours = direction == UP ? udp : udp + 2;
    unsigned port = (unsigned)ours[0] << 8 | ours[1], at = 0;
    while (at < talk_count && (direction == UP ? talks[at].inside : talks[at].outside) != port) at++;
    if (at == talk_count && (direction == DOWN || at == TALKS)) return 0;
    if (direction == UP) {
        if (at == talk_count) talk_count++;
        unsigned outside = (port + SHIFT * (unsigned)outages_before(t)) & 0xffff;
        talks[at] = (struct talk){port, outside};
    }
    unsigned becomes = direction == UP ? talks[at].outside : talks[at].inside;
    ours[0] = (uint8_t)(becomes >> 8);
    ours[1] = (uint8_t)becomes;
    udp[6] = udp[7] = 0;  // no checksum, which IPv4 allows
    return 1;
}

static void take(int direction, uint8_t *bytes, int length, double t) {
    struct way *way = &ways[direction];
    if (length < 20 || bytes[0] >> 4 != 4) return;
    way->put += (uint64_t)length;
    way->packets++;
    if (is_down(t)) {
        way->outage += (uint64_t)length;
        return;
    }
    if (!known(direction, bytes, length, t) || !translated(direction, bytes, length, t)) {
        way->forgotten += (uint64_t)length;
        return;
    }
    double begins = way->wire_free > t ? way->wire_free : t;
    double waiting = (begins - t) * way->rate / 8;
    if (waiting + length > (double)queue_bytes || way->tail - way->head == PLACES) {
        way->queue_drop += (uint64_t)length;
        return;
    }
    struct packet *packet = &way->ring[way->tail++ % PLACES];
    packet->leaves = way->wire_free = begins + length * 8.0 / way->rate;
    packet->arrives = packet->leaves + delay + jitter * chance();
    if (packet->arrives < way->last_arrival) packet->arrives = way->last_arrival;
    way->last_arrival = packet->arrives;
    packet->lost = chance() < loss;
    packet->length = length;
    packet->bytes = malloc((size_t)length);
    memcpy(packet->bytes, bytes, (size_t)length);
    way->wire += (uint64_t)length;
}

static void hand_out(int direction, double t) {
    struct way *way = &ways[direction];
    while (way->head != way->tail && way->ring[way->head % PLACES].arrives <= t) {
        struct packet *packet = &way->ring[way->head++ % PLACES];
        if (is_down(packet->leaves)) {
            way->outage += (uint64_t)packet->length;
        } else if (packet->lost) {
            way->lost += (uint64_t)packet->length;
        } else if (write(devices[!direction], packet->bytes, (size_t)packet->length) > 0) {
            way->out += (uint64_t)packet->length;
        }
        free(packet->bytes);
    }
}

static void write_figures(const char *path, double t) {
    char fresh[512];
    snprintf(fresh, sizeof fresh, "%s.fresh", path);
    FILE *file = fopen(fresh, "w");
    if (!file) return;
    fprintf(file, "{\"seconds\": %.3f, \"outages\": %ld", started < 0 ? 0 : t - started,
            outages_before(t));
    for (int one = UP; one <= DOWN; one++) {
        struct way *way = &ways[one];
        fprintf(file,
                ", \"%s\": {\"put\": %lu, \"packets\": %lu, \"queue_drop\": %lu, \"wire\": %lu, "
                "\"lost\": %lu, \"outage\": %lu, \"forgotten\": %lu, \"out\": %lu}",
                one == UP ? "up" : "down", way->put, way->packets, way->queue_drop, way->wire,
                way->lost, way->outage, way->forgotten, way->out);
    }
    fprintf(file, "}\n");
    fclose(file);
    rename(fresh, path);
}

static void start_clock(double t) {
    started = t;
    for (int one = UP; one <= DOWN; one++) {
        struct way *way = &ways[one];
        way->put = way->packets = way->queue_drop = way->wire = way->lost = 0;
        way->outage = way->forgotten = way->out = 0;
    }
}

static void on_signal(int number) {
    if (number == SIGUSR1) asked_to_start = 1;
    else asked_to_stop = 1;
}

int main(int count, char **words) {
    if (count != 14) return 2;
    ways[UP].rate = atof(words[3]);
    ways[DOWN].rate = atof(words[4]);
    delay = atof(words[5]) / 1e3;
    jitter = atof(words[6]) / 1e3;
    loss = atof(words[7]);
    queue_bytes = atol(words[8]);
    period = atof(words[9]);
    outage = atof(words[10]);
    forget = atoi(words[11]);
    luck = 0x9E3779B97F4A7C15ULL * (uint64_t)(atoll(words[12]) + 1);
    devices[UP] = device_in(words[1]);
    devices[DOWN] = device_in(words[2]);
    signal(SIGTERM, on_signal);
    signal(SIGINT, on_signal);
    signal(SIGUSR1, on_signal);
    static uint8_t bytes[BIGGEST];
    double told = 0;
    while (!asked_to_stop) {
        double t = now(), next = t + 0.1;
        if (asked_to_start) {
            asked_to_start = 0;
            start_clock(t);
        }
        for (int one = UP; one <= DOWN; one++) {
            hand_out(one, t);
            struct way *way = &ways[one];
            if (way->head != way->tail && way->ring[way->head % PLACES].arrives < next)
                next = way->ring[way->head % PLACES].arrives;
        }
        if (t - told >= 0.1) write_figures(words[13], told = t);
        struct pollfd wait[2] = {{devices[UP], POLLIN, 0}, {devices[DOWN], POLLIN, 0}};
        double rest = next - now();
        if (rest < 0) rest = 0;
        struct timespec span = {(time_t)rest, (long)((rest - (double)(time_t)rest) * 1e9)};
        ppoll(wait, 2, &span, NULL);
        for (int one = UP; one <= DOWN; one++)
            for (int turn = 0; turn < 64; turn++) {
                long length = read(devices[one], bytes, sizeof bytes);
                if (length <= 0) break;
                take(one, bytes, (int)length, now());
            }
    }
    write_figures(words[13], now());
    return 0;
}

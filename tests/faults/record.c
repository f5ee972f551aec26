// SPDX-License-Identifier: GPL-3.0-or-later
/* A disk that keeps a diary and fails when it is told to.
 *
 * Preloaded into a process, it watches every call that changes something below the folder in
 * FAULTS_ROOT.  With FAULTS_TRACE set it writes each of them down in the order in which they
 * happened, bytes included, so that a power cut after any of them can be played later.  A file is
 * named by its inode: a name that is used twice is two files.  Calls it does not know (pwritev,
 * fallocate, a written mapping) would be missing: whoever reads the diary plays it to its end and
 * holds the outcome against the real folder.
 *
 * The process reaches it through three functions: faults_mark (a line in the diary), faults_arm
 * (which call is to fail, and how) and faults_count (how many calls there were since).
 *
 * A record of the diary, packed, little endian:
 *   op(1) inode(8) offset(8) length(8) path bytes(4) data bytes(4) path data
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define HANDLES 4096

enum { ONCE = 0, UNTIL_BALLAST = 1, FOR_GOOD = 2, SHORT = 3 };

struct __attribute__((packed)) record {
    char op;
    uint64_t inode, offset, length;
    uint32_t path, data;
};

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX];
static size_t root_length;
static int diary = -1;
static uint64_t inode_of[HANDLES]; /* 0: not a file of ours */
static long count, fail_at;
static int fail_errno, fail_mode, failing;
static char failed_op;

#define REAL(type, name, ...)                                                                      \
    static type (*real)(__VA_ARGS__);                                                              \
    if (!real) real = dlsym(RTLD_NEXT, name)

static ssize_t plain_write(int handle, const void *data, size_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return real(handle, data, length);
}

__attribute__((constructor)) static void begin(void) {
    const char *where = getenv("FAULTS_ROOT"), *trace = getenv("FAULTS_TRACE");
    if (!where || strlen(where) >= sizeof root) return;
    strcpy(root, where);
    root_length = strlen(root);
    if (!trace) return;
    REAL(int, "open", const char *, int, ...);
    int handle = real(trace, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    diary = fcntl(handle, F_DUPFD_CLOEXEC, HANDLES);
    if (diary < 0) diary = handle;
}

static int ours(const char *path) {
    return root_length && !strncmp(path, root, root_length) &&
           (path[root_length] == '/' || !path[root_length]);
}

/* The absolute form of a path given beside the handle of a folder. */
static const char *whole(int folder, const char *path, char *room) {
    char link[64];
    if (path[0] == '/') return path;
    if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
    else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, room, PATH_MAX / 2);
    if (length < 0) return path;
    snprintf(room + length, PATH_MAX - length, "/%s", path);
    return room;
}

static void put(char op, uint64_t inode, uint64_t offset, uint64_t length, const char *path,
                const void *data, size_t size) {
    if (diary < 0) return;
    struct record head = {op, inode, offset, length, path ? strlen(path) : 0, size};
    plain_write(diary, &head, sizeof head);
    if (path) plain_write(diary, path, head.path);
    while (size) {
        ssize_t done = plain_write(diary, data, size);
        if (done <= 0) abort();
        data = (const char *)data + done;
        size -= done;
    }
}

/* Count a call; tell whether it is one that fails. */
static int fails(char op) {
    count++;
    if (!fail_at) return 0;
    if (count == fail_at) {
        failing = fail_mode != ONCE && fail_mode != SHORT;
        failed_op = op;
        errno = fail_errno;
        return fail_mode != SHORT;
    }
    if (failing) {
        errno = fail_errno;
        return op != 'U'; /* a full disk still lets go of files */
    }
    return 0;
}

static int cut_short(void) { return fail_mode == SHORT && count == fail_at; }

/* ------------------------------------------------------------------ what the process may ask */

void faults_mark(const char *text) {
    pthread_mutex_lock(&turn);
    put('K', 0, 0, 0, NULL, text, strlen(text));
    pthread_mutex_unlock(&turn);
}

void faults_arm(const char *where, long at, int error, int mode) {
    pthread_mutex_lock(&turn);
    snprintf(root, sizeof root, "%s", where);
    root_length = strlen(root);
    count = 0;
    failing = 0;
    failed_op = 0;
    fail_at = at;
    fail_errno = error;
    fail_mode = mode;
    pthread_mutex_unlock(&turn);
}

long faults_count(void) { return count; }

int faults_failed(void) { return failed_op; }

/* ------------------------------------------------------------------ files */

static int opened(const char *path, int flags, mode_t mode, int (*real)(const char *, int, ...)) {
    if (!ours(path)) {
        int handle = real(path, flags, mode);
        if (handle >= 0 && handle < HANDLES) inode_of[handle] = 0;
        return handle;
    }
    pthread_mutex_lock(&turn);
    int there = !access(path, F_OK), handle = -1;
    int changing = flags & (O_CREAT | O_WRONLY | O_RDWR | O_TRUNC);
    if (!changing || !fails('O')) handle = real(path, flags, mode);
    struct stat found;
    if (handle >= 0 && handle < HANDLES && !fstat(handle, &found)) {
        inode_of[handle] = found.st_ino;
        if (!there) put('C', found.st_ino, 0, 0, path, NULL, 0);
        else if (flags & O_TRUNC) put('T', found.st_ino, 0, 0, NULL, NULL, 0);
    }
    pthread_mutex_unlock(&turn);
    return handle;
}

#define OPENER(name)                                                                               \
    int name(const char *path, int flags, ...) {                                                   \
        REAL(int, #name, const char *, int, ...);                                                  \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        mode_t mode = va_arg(more, mode_t);                                                        \
        va_end(more);                                                                              \
        return opened(path, flags, mode, real);                                                    \
    }
OPENER(open)
OPENER(open64)

static int plain_open(const char *path, int flags, ...) {
    REAL(int, "open64", const char *, int, ...);
    va_list more;
    va_start(more, flags);
    mode_t mode = va_arg(more, mode_t);
    va_end(more);
    return real(path, flags, mode);
}

#define OPENER_AT(name)                                                                            \
    int name(int folder, const char *path, int flags, ...) {                                       \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        mode_t mode = va_arg(more, mode_t);                                                        \
        va_end(more);                                                                              \
        char room[PATH_MAX];                                                                       \
        return opened(whole(folder, path, room), flags, mode, plain_open);                         \
    }
OPENER_AT(openat)
OPENER_AT(openat64)

static uint64_t file_of(int handle) {
    return handle >= 0 && handle < HANDLES ? inode_of[handle] : 0;
}

int close(int handle) {
    REAL(int, "close", int);
    if (handle >= 0 && handle < HANDLES) inode_of[handle] = 0;
    return real(handle);
}

static void wrote(uint64_t inode, uint64_t offset, const char *data, size_t size) {
    size_t zeros = 0;
    while (zeros < size && !data[zeros]) zeros++;
    if (size >= 65536 && zeros == size) put('Z', inode, offset, size, NULL, NULL, 0);
    else put('W', inode, offset, size, NULL, data, size);
}

ssize_t write(int handle, const void *data, size_t size) {
    uint64_t inode = file_of(handle);
    if (!inode) return plain_write(handle, data, size);
    pthread_mutex_lock(&turn);
    ssize_t done = -1;
    if (!fails('W')) {
        int flags = fcntl(handle, F_GETFL);
        off_t at = lseek(handle, 0, flags & O_APPEND ? SEEK_END : SEEK_CUR);
        done = plain_write(handle, data, cut_short() ? (size + 1) / 2 : size);
        if (done > 0) wrote(inode, at, data, done);
    }
    pthread_mutex_unlock(&turn);
    return done;
}

#define PWRITER(name)                                                                              \
    ssize_t name(int handle, const void *data, size_t size, off_t at) {                            \
        REAL(ssize_t, #name, int, const void *, size_t, off_t);                                    \
        uint64_t inode = file_of(handle);                                                          \
        if (!inode) return real(handle, data, size, at);                                           \
        pthread_mutex_lock(&turn);                                                                 \
        ssize_t done = -1;                                                                         \
        if (!fails('W')) {                                                                         \
            done = real(handle, data, cut_short() ? (size + 1) / 2 : size, at);                    \
            if (done > 0) wrote(inode, at, data, done);                                            \
        }                                                                                          \
        pthread_mutex_unlock(&turn);                                                               \
        return done;                                                                               \
    }
PWRITER(pwrite)
PWRITER(pwrite64)

#define SYNCER(name)                                                                               \
    int name(int handle) {                                                                         \
        REAL(int, #name, int);                                                                     \
        char link[64], path[PATH_MAX] = "";                                                        \
        struct stat found;                                                                         \
        uint64_t inode = file_of(handle);                                                          \
        if (!inode) return real(handle);                                                           \
        pthread_mutex_lock(&turn);                                                                 \
        int result = -1;                                                                           \
        if (!fails('S') && !(result = real(handle)) && !fstat(handle, &found)) {                   \
            snprintf(link, sizeof link, "/proc/self/fd/%d", handle);                               \
            ssize_t length = readlink(link, path, sizeof path - 1);                                \
            path[length < 0 ? 0 : length] = 0;                                                     \
            if (S_ISDIR(found.st_mode)) put('D', inode, 0, 0, path, NULL, 0);                      \
            else put('S', inode, 0, 0, NULL, NULL, 0);                                             \
        }                                                                                          \
        pthread_mutex_unlock(&turn);                                                               \
        return result;                                                                             \
    }
SYNCER(fsync)
SYNCER(fdatasync)

#define TRUNCATER(name)                                                                            \
    int name(int handle, off_t size) {                                                             \
        REAL(int, #name, int, off_t);                                                              \
        uint64_t inode = file_of(handle);                                                          \
        if (!inode) return real(handle, size);                                                     \
        pthread_mutex_lock(&turn);                                                                 \
        int result = -1;                                                                           \
        if (!fails('T') && !(result = real(handle, size)))                                         \
            put('T', inode, size, 0, NULL, NULL, 0);                                               \
        pthread_mutex_unlock(&turn);                                                               \
        return result;                                                                             \
    }
TRUNCATER(ftruncate)
TRUNCATER(ftruncate64)

/* ------------------------------------------------------------------ names */

static int renamed(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    if (!ours(from) && !ours(to)) return real(from, to);
    pthread_mutex_lock(&turn);
    int result = -1;
    if (!fails('R') && !(result = real(from, to))) put('R', 0, 0, 0, from, to, strlen(to));
    pthread_mutex_unlock(&turn);
    return result;
}

int rename(const char *from, const char *to) { return renamed(from, to); }

int renameat(int old, const char *from, int new, const char *to) {
    char one[PATH_MAX], other[PATH_MAX];
    return renamed(whole(old, from, one), whole(new, to, other));
}

static int removed(const char *path, int folder) {
    REAL(int, "unlinkat", int, const char *, int);
    if (!ours(path)) return real(AT_FDCWD, path, folder ? AT_REMOVEDIR : 0);
    pthread_mutex_lock(&turn);
    int result = -1;
    if (!fails('U') && !(result = real(AT_FDCWD, path, folder ? AT_REMOVEDIR : 0))) {
        put('U', 0, 0, 0, path, NULL, 0);
        size_t length = strlen(path);
        int ballast = length > 8 && !strcmp(path + length - 8, "/ballast");
        if (failing && fail_mode == UNTIL_BALLAST && ballast) failing = 0;
    }
    pthread_mutex_unlock(&turn);
    return result;
}

int unlink(const char *path) {
    char room[PATH_MAX];
    return removed(whole(AT_FDCWD, path, room), 0);
}

int rmdir(const char *path) {
    char room[PATH_MAX];
    return removed(whole(AT_FDCWD, path, room), 1);
}

int unlinkat(int folder, const char *path, int flags) {
    char room[PATH_MAX];
    return removed(whole(folder, path, room), flags & AT_REMOVEDIR);
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    if (!ours(path)) return real(path, mode);
    pthread_mutex_lock(&turn);
    int result = -1;
    if (!fails('M') && !(result = real(path, mode))) put('M', 0, 0, 0, path, NULL, 0);
    pthread_mutex_unlock(&turn);
    return result;
}

// Ends the program it is loaded into as `kill -9` does, right behind its DIES_AFTER-th change to what lies under
// the folder DIES_UNDER: a name that is made, moved, linked or removed, or bytes that are written. Loaded by
// LD_PRELOAD; SQLite's changes count like all others.
//
// Where DIES_KEEPING names a folder of the same file system, the machine loses its power there, too: every name
// that has changed since its folder was synced is as it was, and a file is as short as when it was synced; but for
// what lies under the folder DIES_SPARING, which reached the disk by chance. What names stood for before is kept in
// DIES_KEEPING until then.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// The C library's own, past this one.
#define OWN(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int is_in(const char *variable, const char *path) {
    const char *folder = getenv(variable);
    return folder && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_under(const char *path) { return is_in("DIES_UNDER", path); }

// The path that an open file has, or had.
static const char *path_of(int file, char path[PATH_MAX]) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t count = readlink(link, path, PATH_MAX - 1);
    path[count < 0 ? 0 : count] = 0;
    return path;
}

static int is_file_under(int file) {
    char path[PATH_MAX];
    return is_under(path_of(file, path));
}

// MARK: what is not durable

#define MOST 1024

// A name that has changed: `to` is what `from` was before, or new where there is no `from`; `kept` is what had
// the name `to` before, if anything had.
static struct Name {
    char from[PATH_MAX], to[PATH_MAX], kept[PATH_MAX];
} names[MOST];
static int name_count = 0;

// A file that was written to, and how long it was when it was last synced.
static struct Written {
    int file;
    dev_t device;
    ino_t number;
    off_t durable;
} files[MOST];
static int file_count = 0;

static const char *keeping(void) { return getenv("DIES_KEEPING"); }

static void refuse(const char *words) {
    fprintf(stderr, "DiesAfter: %s\n", words);
    abort();
}

// Before `to` changes: what it stands for now gets a second name.
static void will_change(const char *from, const char *to) {
    static int kept_count = 0;
    if (!keeping() || !is_under(to)) return;
    if (name_count == MOST) refuse("more names have changed than it can undo");
    struct Name *name = &names[name_count];
    snprintf(name->from, PATH_MAX, "%s", from);
    snprintf(name->to, PATH_MAX, "%s", to);
    snprintf(name->kept, PATH_MAX, "%s/%d-%d", keeping(), getpid(), kept_count++);
    if (OWN(link)(to, name->kept) != 0) {
        if (errno != ENOENT) refuse("what a name stood for cannot be kept");
        name->kept[0] = 0;
    }
    name_count++;
}

// It has not changed.
static void has_not_changed(const char *to) {
    if (keeping() && is_under(to)) name_count--;
}

static void undo(const struct Name *name) {
    if (name->from[0]) OWN(rename)(name->to, name->from);
    OWN(unlink)(name->to);
    if (name->kept[0] && OWN(link)(name->kept, name->to) != 0) refuse("a name cannot be taken back");
}

static struct Written *written(int file) {
    struct stat status;
    if (fstat(file, &status) != 0) return NULL;
    for (int place = 0; place < file_count; place++)
        if (files[place].number == status.st_ino && files[place].device == status.st_dev) return &files[place];
    if (file_count == MOST) refuse("more files are written to than it can undo");
    files[file_count] = (struct Written){-1, status.st_dev, status.st_ino, status.st_size};
    return &files[file_count++];
}

// Before a file under the folder is written to. Its copy stays open: closing it would give up the program's locks.
static void will_write(int file) {
    if (!keeping() || !is_file_under(file)) return;
    struct Written *one = written(file);
    if (one && one->file < 0) one->file = dup(file);
}

static void is_synced(int file) {
    struct stat status;
    if (!keeping() || fstat(file, &status) != 0) return;
    if (!S_ISDIR(status.st_mode)) {
        struct Written *one = is_file_under(file) ? written(file) : NULL;
        if (one) one->durable = status.st_size;
        return;
    }
    char folder[PATH_MAX];
    size_t length = strlen(path_of(file, folder));
    int left = 0;
    for (int place = 0; place < name_count; place++) {
        const char *to = names[place].to;
        int isIn = strncmp(to, folder, length) == 0 && to[length] == '/' && !strchr(to + length + 1, '/');
        if (!isIn && left != place) names[left] = names[place];
        left += !isIn;
    }
    name_count = left;
}

static void shorten(const struct Written *one) {
    char path[PATH_MAX];
    struct stat status;
    if (one->file < 0 || is_in("DIES_SPARING", path_of(one->file, path))) return;
    if (fstat(one->file, &status) == 0 && status.st_size > one->durable) OWN(ftruncate)(one->file, one->durable);
}

static void lose_power(void) {
    for (int place = 0; place < file_count; place++) shorten(&files[place]);
    for (int place = name_count - 1; place >= 0; place--)
        if (!is_in("DIES_SPARING", names[place].to)) undo(&names[place]);
}

// MARK: changes

static void changed(int counts) {
    static long count = 0;
    const char *last = getenv("DIES_AFTER");
    if (!counts || !last || __atomic_add_fetch(&count, 1, __ATOMIC_SEQ_CST) != atol(last)) return;
    if (keeping()) lose_power();
    kill(getpid(), SIGKILL);
}

// A name changes from one to another by what the C library answers with 0.
static int named(int answer, const char *to) {
    if (answer != 0) has_not_changed(to);
    changed(answer == 0 && is_under(to));
    return answer;
}

int rename(const char *from, const char *to) {
    will_change(from, to);
    return named(OWN(rename)(from, to), to);
}

int link(const char *from, const char *to) {
    will_change("", to);
    return named(OWN(link)(from, to), to);
}

int unlink(const char *path) {
    will_change("", path);
    return named(OWN(unlink)(path), path);
}

#define OPENING(name)                                                        \
    int name(const char *path, int flags, ...) {                             \
        va_list rest;                                                        \
        va_start(rest, flags);                                               \
        int mode = flags & O_CREAT ? va_arg(rest, int) : 0;                  \
        va_end(rest);                                                        \
        int isNew = flags & O_CREAT && access(path, F_OK) != 0;              \
        if (isNew) will_change("", path);                                    \
        int file = OWN(name)(path, flags, mode);                             \
        if (isNew) named(file < 0 ? -1 : 0, path);                           \
        return file;                                                         \
    }

OPENING(open)
OPENING(open64)

#define CHANGING(type, name, declared, given)                                \
    type name declared {                                                     \
        will_write(file);                                                    \
        type answer = OWN(name) given;                                       \
        changed(answer >= 0 && is_file_under(file));                         \
        return answer;                                                       \
    }

CHANGING(ssize_t, write, (int file, const void *bytes, size_t count), (file, bytes, count))
CHANGING(ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t at), (file, bytes, count, at))
CHANGING(ssize_t, pwrite64, (int file, const void *bytes, size_t count, off64_t at), (file, bytes, count, at))
CHANGING(int, ftruncate, (int file, off_t count), (file, count))
CHANGING(int, ftruncate64, (int file, off64_t count), (file, count))

#define SYNCING(name)                                                        \
    int name(int file) {                                                     \
        int answer = OWN(name)(file);                                        \
        if (answer == 0) is_synced(file);                                    \
        return answer;                                                       \
    }

SYNCING(fsync)
SYNCING(fdatasync)

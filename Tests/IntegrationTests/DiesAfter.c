// Ends the program it is loaded into as `kill -9` does, right behind its DIES_AFTER-th change to what lies under
// the folder DIES_UNDER: a name that is made, moved, linked or removed, or bytes that are written. Loaded by
// LD_PRELOAD; SQLite's changes count like all others.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int is_under(const char *path) {
    const char *folder = getenv("DIES_UNDER");
    return folder && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_file_under(int file) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t count = readlink(link, path, sizeof path - 1);
    if (count < 0) return 0;
    path[count] = 0;
    return is_under(path);
}

static void changed(int counts) {
    static long count = 0;
    const char *last = getenv("DIES_AFTER");
    if (counts && last && __atomic_add_fetch(&count, 1, __ATOMIC_SEQ_CST) == atol(last)) kill(getpid(), SIGKILL);
}

// The C library's own, past this one.
#define OWN(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int rename(const char *from, const char *to) {
    int answer = OWN(rename)(from, to);
    changed(answer == 0 && is_under(to));
    return answer;
}

int link(const char *from, const char *to) {
    int answer = OWN(link)(from, to);
    changed(answer == 0 && is_under(to));
    return answer;
}

int unlink(const char *path) {
    int answer = OWN(unlink)(path);
    changed(answer == 0 && is_under(path));
    return answer;
}

#define OPENING(name)                                                        \
    int name(const char *path, int flags, ...) {                             \
        va_list rest;                                                        \
        va_start(rest, flags);                                               \
        int mode = flags & O_CREAT ? va_arg(rest, int) : 0;                  \
        va_end(rest);                                                        \
        int isNew = flags & O_CREAT && access(path, F_OK) != 0;              \
        int file = OWN(name)(path, flags, mode);                             \
        changed(isNew && file >= 0 && is_under(path));                       \
        return file;                                                         \
    }

OPENING(open)
OPENING(open64)

#define CHANGING(type, name, declared, given)                                \
    type name declared {                                                     \
        type answer = OWN(name) given;                                       \
        changed(answer >= 0 && is_file_under(file));                         \
        return answer;                                                       \
    }

CHANGING(ssize_t, write, (int file, const void *bytes, size_t count), (file, bytes, count))
CHANGING(ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t at), (file, bytes, count, at))
CHANGING(ssize_t, pwrite64, (int file, const void *bytes, size_t count, off64_t at), (file, bytes, count, at))
CHANGING(int, ftruncate, (int file, off_t count), (file, count))
CHANGING(int, ftruncate64, (int file, off64_t count), (file, count))

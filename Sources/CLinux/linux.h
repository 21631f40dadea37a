// What Swift's Glibc module leaves out. The prototypes are written out because _GNU_SOURCE, defined here, would make
// Glibc and this module disagree about fd_set in some build orders.
#ifndef ENTENTE_LINUX_H
#define ENTENTE_LINUX_H

#include <sys/types.h>
#include <sys/socket.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>

extern int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);
extern ssize_t getrandom(void *buffer, size_t length, unsigned int flags);
// Its own type for a set of cores is among what _GNU_SOURCE brings.
extern int sched_getaffinity(pid_t process, size_t byteCount, void *mask);

// prctl takes its arguments by `...`, which Swift cannot call.
static inline int entente_set_parent_death_signal(int signal) {
    return prctl(PR_SET_PDEATHSIG, (unsigned long)signal, 0UL, 0UL, 0UL);
}

static inline int entente_name_this_thread(const char *name) {
    return prctl(PR_SET_NAME, name, 0UL, 0UL, 0UL);
}

#endif

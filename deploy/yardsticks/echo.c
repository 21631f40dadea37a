// What loopback TCP allows: one thread, one epoll, and no work. A frame is four bytes of length, most significant
// first, and as many bytes; it is answered by a frame with its first sixteen bytes, or all of them where there are
// fewer. In Entente's frames those hold kind, method and request id, so a client finds its answers.
//
//   echo [PORT]     listens on 127.0.0.1; port 0, the default, lets the system choose; prints `ready PORT`
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROOM = 1 << 17, ANSWER = 16, EVENTS = 256 };

struct peer {
    int socket;
    uint32_t unread, unsent;   // bytes of a frame that is not whole, of answers the socket did not take
    unsigned char in[ROOM];
    unsigned char out[ROOM];   // an answer is never longer than its frame, so one room's frames always fit
};

static int poller;

static void fail(const char *what) {
    fprintf(stderr, "echo: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void watch(struct peer *peer, int operation, uint32_t events) {
    struct epoll_event event = {.events = events, .data = {.ptr = peer}};
    if (epoll_ctl(poller, operation, peer->socket, &event) != 0) fail("epoll_ctl");
}

static uint32_t length_of(const unsigned char *frame) {
    return (uint32_t)frame[0] << 24 | (uint32_t)frame[1] << 16 | (uint32_t)frame[2] << 8 | frame[3];
}

// Answers every whole frame; false where a frame could never become whole.
static int answer(struct peer *peer) {
    uint32_t at = 0;
    while (peer->unread - at >= 4) {
        const unsigned char *frame = peer->in + at;
        uint32_t length = length_of(frame);
        if (length > ROOM - 4) return 0;
        if (peer->unread - at - 4 < length) break;
        uint32_t count = length < ANSWER ? length : ANSWER;
        unsigned char *reply = peer->out + peer->unsent;
        reply[0] = reply[1] = reply[2] = 0;
        reply[3] = (unsigned char)count;
        memcpy(reply + 4, frame + 4, count);
        peer->unsent += 4 + count;
        at += 4 + length;
    }
    peer->unread -= at;
    if (at > 0 && peer->unread > 0) memmove(peer->in, peer->in + at, peer->unread);
    return 1;
}

// Sends what there is; false where the peer is gone. While something is left nothing more is read.
static int send_answers(struct peer *peer, int was_waiting) {
    while (peer->unsent > 0) {
        ssize_t count = send(peer->socket, peer->out, peer->unsent, MSG_NOSIGNAL);
        if (count < 0) {
            if (errno == EINTR) continue;
            if (errno != EAGAIN) return 0;
            if (!was_waiting) watch(peer, EPOLL_CTL_MOD, EPOLLOUT);
            return 1;
        }
        peer->unsent -= (uint32_t)count;
        memmove(peer->out, peer->out + count, peer->unsent);
    }
    if (was_waiting) watch(peer, EPOLL_CTL_MOD, EPOLLIN);
    return 1;
}

static int serve(struct peer *peer, uint32_t events) {
    if (events & EPOLLOUT) return send_answers(peer, 1);
    ssize_t count = read(peer->socket, peer->in + peer->unread, ROOM - peer->unread);
    if (count < 0) return errno == EAGAIN || errno == EINTR;
    if (count == 0) return 0;
    peer->unread += (uint32_t)count;
    return answer(peer) && send_answers(peer, 0);
}

static void welcome(int listener) {
    int yes = 1, socket = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket < 0) return;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    struct peer *peer = malloc(sizeof *peer);
    if (peer == NULL) fail("malloc");
    peer->socket = socket;
    peer->unread = peer->unsent = 0;
    watch(peer, EPOLL_CTL_ADD, EPOLLIN);
}

static int listen_on(int port) {
    int yes = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    if (listener < 0) fail("socket");
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listener, (struct sockaddr *)&address, size) != 0) fail("bind");
    if (listen(listener, 1024) != 0) fail("listen");
    if (getsockname(listener, (struct sockaddr *)&address, &size) != 0) fail("getsockname");
    printf("ready %d\n", ntohs(address.sin_port));
    fflush(stdout);
    return listener;
}

int main(int count, char **arguments) {
    char *end = "";
    long port = count > 1 ? strtol(arguments[1], &end, 10) : 0;
    if (count > 2 || *end != 0 || port < 0 || port > 65535) {
        fprintf(stderr, "usage: echo [PORT]\n");
        return 2;
    }
    // It ends with whoever started it.
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if ((poller = epoll_create1(EPOLL_CLOEXEC)) < 0) fail("epoll_create1");
    int listener = listen_on((int)port);
    struct epoll_event event = {.events = EPOLLIN, .data = {.ptr = NULL}}, events[EVENTS];
    if (epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event) != 0) fail("epoll_ctl");
    for (;;) {
        int ready = epoll_wait(poller, events, EVENTS, -1);
        if (ready < 0 && errno != EINTR) fail("epoll_wait");
        for (int i = 0; i < ready; i++) {
            struct peer *peer = events[i].data.ptr;
            if (peer == NULL) {
                welcome(listener);
            } else if (!serve(peer, events[i].events)) {
                close(peer->socket);
                free(peer);
            }
        }
    }
}

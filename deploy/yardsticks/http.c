// A caller that asks over HTTP: one thread, one epoll, and a question on each of some connections at a time.
//
//   http PORT CONNECTIONS SECONDS RATE FILE    asks 127.0.0.1:PORT for SECONDS, RATE times a second over all connections,
//                                              or as fast as it is answered where RATE is 0; each connection asks one
//                                              after the other of the requests in FILE, which are whole as they go over
//                                              the wire and end in a byte of value 0; prints how many were answered well
//                                              with a status of 200, how many otherwise, and the p50 and p99 of their
//                                              times in nanoseconds
//
// A time is from when a question was due, so that a server that is late is late for the next one, too.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ROOM = 1 << 16, EVENTS = 64, TIMES = 1 << 22 };

struct caller {
    int socket, waits;
    size_t have;
    int64_t due;
    char in[ROOM];
};

static char *requests[4096];
static size_t request_count, next_request;
static uint32_t times[TIMES];
static size_t time_count;

static void fail(const char *what) {
    fprintf(stderr, "http: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void read_requests(const char *path) {
    FILE *file = fopen(path, "r");
    char *request = NULL;
    size_t room = 0;
    if (file == NULL) fail(path);
    while (request_count < sizeof requests / sizeof *requests && getdelim(&request, &room, 0, file) > 0) {
        requests[request_count++] = request;
        request = NULL;
        room = 0;
    }
    fclose(file);
    if (request_count == 0) fail("no requests");
}

static void ask(struct caller *caller) {
    const char *request = requests[next_request++ % request_count];
    size_t length = strlen(request);
    // A question is far smaller than what a socket takes at once.
    if (send(caller->socket, request, length, MSG_NOSIGNAL) != (ssize_t)length) fail("send");
    caller->waits = 1;
    caller->have = 0;
}

// Whether the answer is whole.
static int answered(struct caller *caller, size_t *well, size_t *otherwise) {
    ssize_t count = recv(caller->socket, caller->in + caller->have, ROOM - 1 - caller->have, 0);
    if (count <= 0) fail("the connection ended");
    caller->have += (size_t)count;
    caller->in[caller->have] = 0;
    char *end = strstr(caller->in, "\r\n\r\n"), *length = strcasestr(caller->in, "\r\ncontent-length: ");
    if (end == NULL || length == NULL) return 0;
    if (caller->have < (size_t)(end + 4 - caller->in) + strtoul(length + 18, NULL, 10)) return 0;
    if (strncmp(caller->in, "HTTP/1.1 200 ", 13) == 0) ++*well; else ++*otherwise;
    return 1;
}

static int ascending(const void *left, const void *right) {
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

int main(int argc, char **argv) {
    if (argc != 6) { fprintf(stderr, "usage: http PORT CONNECTIONS SECONDS RATE FILE\n"); return 2; }
    size_t count = strtoul(argv[2], NULL, 10), well = 0, otherwise = 0;
    double seconds = strtod(argv[3], NULL), rate = strtod(argv[4], NULL);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    prctl(PR_SET_PDEATHSIG, 15);
    read_requests(argv[5]);
    int poller = epoll_create1(0);
    struct caller *callers = calloc(count, sizeof *callers);
    if (poller < 0 || callers == NULL) fail("no room");
    int64_t begun = now(), end = begun + (int64_t)(seconds * 1e9);
    int64_t pause = rate > 0 ? (int64_t)(1e9 * (double)count / rate) : 0;
    for (size_t i = 0; i < count; i++) {
        struct caller *caller = &callers[i];
        struct epoll_event event = {.events = EPOLLIN, .data = {.ptr = caller}};
        int yes = 1;
        caller->socket = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(caller->socket, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
        setsockopt(caller->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        if (epoll_ctl(poller, EPOLL_CTL_ADD, caller->socket, &event) != 0) fail("epoll_ctl");
        caller->due = begun + pause * (int64_t)i / (int64_t)count;
        if (pause == 0) ask(caller);
    }
    for (int64_t time = begun; time < end; time = now()) {
        int64_t wait = 100000000;
        if (pause > 0)
            for (size_t i = 0; i < count; i++) {
                if (callers[i].waits) continue;
                if (callers[i].due <= time) ask(&callers[i]);
                else if (callers[i].due - time < wait) wait = callers[i].due - time;
            }
        struct epoll_event events[EVENTS];
        struct timespec timeout = {.tv_sec = 0, .tv_nsec = wait};
        int ready = epoll_pwait2(poller, events, EVENTS, &timeout, NULL);
        for (int i = 0; i < ready; i++) {
            struct caller *caller = events[i].data.ptr;
            if (!answered(caller, &well, &otherwise)) continue;
            int64_t moment = now();
            if (time_count < TIMES) times[time_count++] = (uint32_t)(moment - caller->due);
            caller->waits = 0;
            caller->due = pause > 0 ? caller->due + pause : moment;
            if (pause == 0) ask(caller);
        }
    }
    qsort(times, time_count, sizeof *times, ascending);
    printf("%zu %zu %u %u\n", well, otherwise, time_count ? times[time_count / 2] : 0, time_count ? times[time_count * 99 / 100] : 0);
    return 0;
}

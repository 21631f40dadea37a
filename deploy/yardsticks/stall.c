// How much of the time this machine's host gave the processors to somebody else. What /proc/stat calls steal misses
// most of it on some hosts, so one thread a core asks to be woken every half millisecond, at real-time priority: where
// it comes late although nothing here goes before it, the core was away.
//
//   stall       watches until SIGTERM or SIGINT, ten minutes at most; prints the share of late wake-ups of the worst
//               core, in percent, such as `0.4`; exits with 3 where real-time priority is not permitted
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

enum { PERIOD = 500000, LATE = 200000, CORES = 256 };   // nanoseconds

struct core {
    _Atomic long wake_ups, late;
};

static struct core cores[CORES];

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

// Wake-ups that were missed altogether count as late ones.
static void *watch(void *argument) {
    struct core *core = argument;
    long long due = now() + PERIOD;
    for (;;) {
        struct timespec at = {.tv_sec = due / 1000000000, .tv_nsec = due % 1000000000};
        while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL) != 0) {}
        long long woken = now();
        long missed = (long)((woken - due) / PERIOD);
        core->wake_ups += 1 + missed;
        core->late += missed + (woken - due > LATE);
        due += (1 + missed) * (long long)PERIOD;
    }
}

static int start(int number, struct core *core) {
    pthread_attr_t attributes;
    struct sched_param priority = {.sched_priority = 40};
    cpu_set_t place;
    pthread_t thread;
    CPU_ZERO(&place);
    CPU_SET(number, &place);
    pthread_attr_init(&attributes);
    pthread_attr_setinheritsched(&attributes, PTHREAD_EXPLICIT_SCHED);
    pthread_attr_setschedpolicy(&attributes, SCHED_FIFO);
    pthread_attr_setschedparam(&attributes, &priority);
    pthread_attr_setaffinity_np(&attributes, sizeof place, &place);
    return pthread_create(&thread, &attributes, watch, core);
}

int main(void) {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    sigset_t end;
    sigemptyset(&end);
    sigaddset(&end, SIGTERM);
    sigaddset(&end, SIGINT);
    sigprocmask(SIG_BLOCK, &end, NULL);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (count > CORES) count = CORES;
    for (int i = 0; i < count; i++) {
        if (start(i, &cores[i]) != 0) return 3;
    }
    struct timespec limit = {.tv_sec = 600};
    sigtimedwait(&end, NULL, &limit);
    double worst = 0;
    for (int i = 0; i < count; i++) {
        double share = cores[i].wake_ups ? 100.0 * (double)cores[i].late / (double)cores[i].wake_ups : 0;
        if (share > worst) worst = share;
    }
    printf("%.1f\n", worst);
    return 0;
}

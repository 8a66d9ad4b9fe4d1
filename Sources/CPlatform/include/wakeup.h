#pragma once

#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

// glibc's Swift module leaves <sys/eventfd.h> out, and its flags are enumerators that would come in as a type.

/// A non-blocking event counter, closed on exec; -1 with errno when the process has no descriptor left.
static inline int koos_wakeup_open(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

/// Makes the counter readable. A full counter is readable already, so the result says nothing new.
static inline void koos_wakeup_signal(int descriptor) { (void)eventfd_write(descriptor, 1); }

/// Makes the counter unreadable until the next signal.
static inline void koos_wakeup_drain(int descriptor) {
  eventfd_t count;
  (void)eventfd_read(descriptor, &count);
}

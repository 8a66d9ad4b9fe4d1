#pragma once

// What glibc's Swift module lacks: calls behind _GNU_SOURCE, structures it leaves out, and calls whose
// arguments are awkward to build in Swift. Every function answers as its system call does: -1 and errno.

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Longest path of a local socket, in bytes, without the closing NUL.
enum { koos_local_path_limit = 107 };

/// English text of an error number; static storage, safe from every thread, never NULL.
const char *_Nonnull koos_error_text(int number);

/// A local socket of `type` (SOCK_STREAM, SOCK_DGRAM), closed on exec, non-blocking when asked.
int koos_local_socket(int type, int nonblocking);

/// Binds `socket` to `length` bytes of path; ENAMETOOLONG above the limit.
int koos_local_bind(int socket, const char *_Nonnull path, size_t length);

/// Connects `socket` to `length` bytes of path; a first byte of 0 names the abstract space.
int koos_local_connect(int socket, const char *_Nonnull path, size_t length);

/// Accepts one connection, non-blocking and closed on exec.
int koos_accept(int socket);

/// Who is at the other end of a connected local socket, as the kernel saw it at `connect`.
int koos_peer_credentials(int socket, pid_t *_Nonnull pid, uid_t *_Nonnull uid, gid_t *_Nonnull gid);

/// 1 when `descriptor` is a listening local stream socket, else 0.
int koos_is_local_listener(int descriptor);

/// A pipe, both ends closed on exec and blocking.
int koos_pipe(int ends[_Nonnull 2]);

/// Two connected local stream sockets, closed on exec and blocking.
int koos_socket_pair(int ends[_Nonnull 2]);

/// Sets whether calls on the descriptor never block.
int koos_set_nonblocking(int descriptor, int on);

/// Sets whether the descriptor is closed on exec.
int koos_set_close_on_exec(int descriptor, int on);

/// A second number for the same open file, closed on exec.
int koos_duplicate(int descriptor);

/// Opens with a mode (`open` is variadic, which Swift does not see).
int koos_open(const char *_Nonnull path, int flags, mode_t mode);

/// Starts a program; `file` without a slash is looked up in PATH.
///
/// The child's descriptor `targets[i]` is a copy of ours numbered `sources[i]`; all others are closed.
/// Its signal mask is empty and every signal has its default action. Returns 0 or an error number.
int koos_spawn(
  pid_t *_Nonnull pid, const char *_Nonnull file, char *_Nullable const *_Nonnull arguments,
  char *_Nullable const *_Nonnull environment, const int *_Nonnull sources, const int *_Nonnull targets,
  size_t count, int new_session, const char *_Nullable directory);

/// Waits for the end of a child without collecting it, so that its number stays ours.
int koos_await_end(pid_t pid);

/// A descriptor that can be read once a child has ended, closed on exec.
int koos_end_descriptor(pid_t pid);

/// Random bytes from the kernel, at most 256 a call.
ssize_t koos_random(void *_Nonnull bytes, size_t count);

/// Gives free heap pages back to the kernel; 1 when some were.
int koos_trim_heap(void);

/// Columns a terminal needs for a character: 0, 1, 2; -1 for one that cannot be shown.
int koos_column_width(uint32_t character);

/// Columns and rows of the terminal behind `descriptor`; -1 when it is none.
int koos_terminal_size(int descriptor, int *_Nonnull columns, int *_Nonnull rows);

/// Holds signals back from the one thread there is and tells them through a descriptor, closed on exec and never blocking.
int koos_hold_signals(const int *_Nonnull signals, size_t count);

/// Lets signals held back act as before.
int koos_let_signals(const int *_Nonnull signals, size_t count);

/// The next signal held back, 0 when there is none.
int koos_next_signal(int descriptor);

/// The soft and hard limits of open descriptors.
int koos_descriptor_limits(uint64_t *_Nonnull soft, uint64_t *_Nonnull hard);

/// Sets the soft limit of open descriptors.
int koos_set_descriptor_limit(uint64_t soft);

/// No core dump, no backtrace, and no look into the memory by processes of the same user.
int koos_keep_memory_private(void);

/// The process's environment: NAME=value strings, ended by NULL.
char *_Nullable *_Nullable koos_environment(void);

/// Lets the process ignore a signal (SIG_IGN is a cast, which Swift does not see).
int koos_ignore_signal(int signal);

/// Gives a signal its default action back.
int koos_default_signal(int signal);

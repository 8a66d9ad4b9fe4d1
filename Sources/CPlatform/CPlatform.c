#define _GNU_SOURCE

#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wchar.h>

const char *koos_error_text(int number) {
  const char *text = strerrordesc_np(number);
  return text ? text : "unknown error";
}

int koos_local_socket(int type, int nonblocking) {
  return socket(AF_UNIX, type | SOCK_CLOEXEC | (nonblocking ? SOCK_NONBLOCK : 0), 0);
}

// The length of the address, 0 when the path does not fit.
static socklen_t local_address(struct sockaddr_un *address, const char *path, size_t length) {
  memset(address, 0, sizeof *address);
  address->sun_family = AF_UNIX;
  if (length == 0 || length > koos_local_path_limit) {
    errno = length == 0 ? EINVAL : ENAMETOOLONG;
    return 0;
  }
  memcpy(address->sun_path, path, length);
  // An abstract name is exactly its bytes; a path is ended by a NUL.
  return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length + (path[0] == 0 ? 0 : 1));
}

int koos_local_bind(int socket, const char *path, size_t length) {
  struct sockaddr_un address;
  socklen_t size = local_address(&address, path, length);
  return size == 0 ? -1 : bind(socket, (struct sockaddr *)&address, size);
}

int koos_local_connect(int socket, const char *path, size_t length) {
  struct sockaddr_un address;
  socklen_t size = local_address(&address, path, length);
  return size == 0 ? -1 : connect(socket, (struct sockaddr *)&address, size);
}

int koos_accept(int socket) { return accept4(socket, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC); }

int koos_peer_credentials(int socket, pid_t *pid, uid_t *uid, gid_t *gid) {
  struct ucred peer;
  socklen_t size = sizeof peer;
  if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == -1) return -1;
  *pid = peer.pid;
  *uid = peer.uid;
  *gid = peer.gid;
  return 0;
}

static int socket_option(int descriptor, int option) {
  int value = -1;
  socklen_t size = sizeof value;
  return getsockopt(descriptor, SOL_SOCKET, option, &value, &size) == -1 ? -1 : value;
}

int koos_is_local_listener(int descriptor) {
  return socket_option(descriptor, SO_DOMAIN) == AF_UNIX
    && socket_option(descriptor, SO_TYPE) == SOCK_STREAM
    && socket_option(descriptor, SO_ACCEPTCONN) == 1;
}

int koos_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int koos_socket_pair(int ends[2]) { return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends); }

int koos_set_nonblocking(int descriptor, int on) {
  int flags = fcntl(descriptor, F_GETFL);
  if (flags == -1) return -1;
  return fcntl(descriptor, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
}

int koos_set_close_on_exec(int descriptor, int on) {
  return fcntl(descriptor, F_SETFD, on ? FD_CLOEXEC : 0);
}

int koos_duplicate(int descriptor) { return fcntl(descriptor, F_DUPFD_CLOEXEC, 0); }

int koos_open(const char *path, int flags, mode_t mode) { return open(path, flags, mode); }

ssize_t koos_random(void *bytes, size_t count) { return getrandom(bytes, count < 256 ? count : 256, 0); }

int koos_trim_heap(void) { return malloc_trim(0); }

// wcwidth asks the thread's locale, so a UTF-8 one is put in its place for the call: the process's own
// locale stays as it is.
static locale_t utf8;
static void make_utf8(void) { utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0); }

int koos_column_width(uint32_t character) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, make_utf8);
  if (utf8 == (locale_t)0) return character < 0x20 || character == 0x7f ? -1 : 1;
  locale_t before = uselocale(utf8);
  int width = wcwidth((wchar_t)character);
  uselocale(before);
  return width;
}

int koos_terminal_size(int descriptor, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) == -1) return -1;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return 0;
}

static void fill(sigset_t *set, const int *signals, size_t count) {
  sigemptyset(set);
  for (size_t i = 0; i < count; i++) sigaddset(set, signals[i]);
}

int koos_hold_signals(const int *signals, size_t count) {
  sigset_t set;
  fill(&set, signals, count);
  if (sigprocmask(SIG_BLOCK, &set, NULL) == -1) return -1;
  int descriptor = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
  if (descriptor == -1) {
    int error = errno;
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    errno = error;
  }
  return descriptor;
}

int koos_let_signals(const int *signals, size_t count) {
  sigset_t set;
  fill(&set, signals, count);
  return sigprocmask(SIG_UNBLOCK, &set, NULL);
}

int koos_next_signal(int descriptor) {
  struct signalfd_siginfo information;
  ssize_t count = read(descriptor, &information, sizeof information);
  return count == (ssize_t)sizeof information ? (int)information.ssi_signo : 0;
}

int koos_descriptor_limits(uint64_t *soft, uint64_t *hard) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) == -1) return -1;
  *soft = limit.rlim_cur;
  *hard = limit.rlim_max;
  return 0;
}

int koos_set_descriptor_limit(uint64_t soft) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) == -1) return -1;
  limit.rlim_cur = soft;
  return setrlimit(RLIMIT_NOFILE, &limit);
}

int koos_keep_memory_private(void) {
  struct rlimit none = {0, 0};
  // Of a crash nothing is caught and shown either: a backtrace bears registers and memory.
  static const int crashes[] = {SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP};
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) signal(crashes[i], SIG_DFL);
  return setrlimit(RLIMIT_CORE, &none) == -1 || prctl(PR_SET_DUMPABLE, 0) == -1 ? -1 : 0;
}

char **koos_environment(void) { return environ; }

int koos_ignore_signal(int signal_number) { return signal(signal_number, SIG_IGN) == SIG_ERR ? -1 : 0; }

int koos_default_signal(int signal_number) { return signal(signal_number, SIG_DFL) == SIG_ERR ? -1 : 0; }

int koos_end_descriptor(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int koos_await_end(pid_t pid) {
  siginfo_t info;
  return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT);
}

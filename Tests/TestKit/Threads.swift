internal import Dispatch

/// Gives every job a thread of its own, so that tests may block without taking the few threads all others share.
///
/// Preferred only around what blocks: a task that preferred it and awaited an actor with an executor of its own
/// (`Gate.stop`) now and then never came back.
package final class Threads: TaskExecutor {
  package init() {}

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = unsafe asUnownedTaskExecutor()
    DispatchQueue(label: "koosd.tests").async { unsafe job.runSynchronously(on: executor) }
  }
}

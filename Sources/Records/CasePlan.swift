/// When a case's plan is due, and when it was fixed and handed over in writing; it follows from the notes.
enum CasePlan {
  /// SQL for the dates of a case's plan as an object, for all who read the case.
  static func told(_ casus: String) -> String {
    """
    (SELECT json_build_object('due_on', p.due_on, 'fixed_on', p.fixed_on, 'in_writing_due_on', p.in_writing_due_on,
      'in_writing_on', p.in_writing_on) FROM koos.plan_of(\(casus)) p)
    """
  }
}

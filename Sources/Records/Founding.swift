/// The first worker of a new database.
package enum Founding {
  /// SQL that makes the operating-system user `uid` the worker `admin`, administrator over every organisation that
  /// stands by itself; laid again it changes nothing.
  package static func administrator(uid: UInt32) -> String {
    """
    INSERT INTO koos.resource (id, kind)
      SELECT nextval('koos.resource_number'), 'worker' WHERE NOT EXISTS (SELECT FROM koos.worker w WHERE w.login = 'admin');
    INSERT INTO koos.worker (login, name, organisation, resource)
      SELECT 'admin', 'Beheer', o.id, currval('koos.resource_number') FROM koos.organisation o
      WHERE o.slug = 'koos' AND NOT EXISTS (SELECT FROM koos.worker w WHERE w.login = 'admin');
    INSERT INTO koos.member (worker, organisation, role, from_on, recorded_at)
      SELECT w.id, o.id, 'admin', '2020-01-01', koos.midnight('2020-01-01') FROM koos.worker w, koos.organisation o
      WHERE w.login = 'admin' AND o.parent IS NULL
        AND NOT EXISTS (SELECT FROM koos.member m WHERE m.worker = w.id AND m.organisation = o.id AND m.role = 'admin');
    INSERT INTO koos.os_user (worker, uid, valid)
      SELECT w.id, \(uid), tstzrange(koos.now() - interval '1 second', NULL) FROM koos.worker w
      WHERE w.login = 'admin' AND NOT EXISTS (SELECT FROM koos.os_user u WHERE u.uid = \(uid) AND u.valid @> koos.now());
    """
  }
}

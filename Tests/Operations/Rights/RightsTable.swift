/// Who may give each command, and on whose things: written by hand from the contract's list of roles, to be held beside it.
///
/// A section names the relations in which people stand to the thing; in each relation stand the roles its head tells.
/// A row names commands (and after a colon a way of giving one), who may give them at all, and for each relation who of
/// those succeeds. Who may not give it gets `denied.role`; who may but does not succeed gets what follows the letters:
/// `!` is `denied.team`, `-` is `not-found`, `*` is `denied.role`, where a command takes another role for others' things.
/// `~` after the letters: these pass the checks of rights, and the state that the lines find refuses; `=`: they have already
/// what they ask for, which is `conflict.duplicate`. A dot: of who may
/// give it, nobody in that relation is asked. A column may be of several relations at once, joined by `+`.
///
/// l lead, s specialist, g gezinswerker, p planner, a admin, v privacy, r reporter.
enum RightsTable {
  static let sections = [everybody, lists, people, client, casus, appointment, consult]

  /// Relations are none: who works for one organisation, whatever the team.
  static let everybody = """
    anyone                                                                 works:lsgpavr
    # wijk, service, calendar, organisations, teams, workers, places, rooms: list, show, find; slot find: every worker
    wijk.list wijk.find service.list calendar.list                         lsgpavr  lsgpavr
    organisation.list organisation.show team.list team.show                lsgpavr  lsgpavr
    worker.list worker.show member.list                                    lsgpavr  lsgpavr
    place.list place.show room.list travel.list slot.find                  lsgpavr  lsgpavr
    # availability, absence list (busy only): every worker
    availability.list absence.list                                         lsgpavr  lsgpavr
    # organisation, team, worker add; travel set; settings for all; metrics: admin
    organisation.add team.add worker.add travel.set metrics                a        a
    setting.set                                                            a        a
    # own tokens: every worker
    token.issue token.list                                                 lsgpavr  lsgpavr
    # the session and the service; desk; setting list
    whoami session watch unwatch setting.list clock                        lsgpavr  lsgpavr
    status                                                                 la       la
    clock:set                                                              a        a
    # client add: gezinswerker, specialist, lead, planner; consult ask: gezinswerker, specialist, lead
    client.add                                                             lsgp     lsgp
    consult.ask                                                            lsg      lsg
    # agreement, waiting norm: admin; list: every worker
    agreement.list waiting.norm series.preview                             lsgpavr  lsgpavr
    agreement.add agreement.end waiting.norm:add                           a        a
    # audit, retention: privacy; report: reporter, lead for the own team
    audit.verify retention.list                                            v        v
    report.yearbook                                                        lr       lr
    report.waiting report.consults report.caseload report.ownership        lr       lr
    report.modes report.no-show report.continuity report.coverage          lr       lr
    report.urgent report.redirects report.eighteen                         lr       lr
    """

  /// Lists are for all who hold the role, each with what may be known: what that is, `words` and `show` tell.
  static let lists = """
    lists                                              own+other+all+plan+invited+former+ended+foreign+asking+asked+owner:lsgp  second+strange:s  koos+elsewhere:avr
    # client find; reading a case: the lists of what may be read; goals are not for planners
    client.find case.list relation.list consent.list            lsgp     lsgp     s  .
    case.step.list case.participant.list case.traject.list      lsgp     lsgp     s  .
    case.arrangement.list stay.list                             lsgp     lsgp     s  .
    case.goal.list                                              lsg      lsg      s  .
    # waiting list; offer list planner too; summary also reporter; consult list
    waiting.list offer.list consult.list                        lsgp     lsgp     s  .
    waiting.summary                                             lsgpr    lsgp     s  r
    # appointment list; agenda, agenda ics: every worker as busy time; groups without who is in them; desk
    appointment.list agenda agenda.ics series.list group.list   lsgpavr  lsgp     s  avr
    desk                                                        lsgpavr  lsgp     s  avr
    # access list: a worker: own reads
    access.list                                                 lsgpavr  lsgp     s  avr
    """

  /// The things of the team `own`, of its organisation and of its specialist `s.own`.
  static let people = """
    people                       own:lsgp  foreign:lsgp  koos:avr  elsewhere:a  elsewhere:vr
    # organisation, team, worker change, disable; others' tokens: admin
    organisation.change team.change        a        .     .     a     !     .
    worker.change worker.disable           a        .     .     a     !     .
    token.issue:other                      lsgpavr  s*    *     a*    !     *
    token.list:other                       lsgpavr  s*    *     a*    !     *
    token.revoke                           lsgpavr  s-    -     a-    -     -
    # member add, end; place, room add, change (in a wijk of the own team); setting set of the own team: its lead, admin
    member.add member.end                  la       l     !     a     !     .
    place.add place.change room.add        la       l     !     a     a     .
    setting.set:team                       la       l     !     a     !     .
    # own availability, absence: every worker; others': lead, planner of their team
    availability.set availability.clear    lsgpavr  lsp!  !     !     !     !
    absence.add absence.cancel             lsgpavr  lsp!  !     !     !     !
    # waiting review: lead of that team; bulk switch: lead of that team
    waiting.review                         l        l     !     .     .     .
    appointment.switch:bulk                lsgp     l!    !     .     .     .
    # group add: lead of that team
    group.add                              l        l     !     .     .     .
    """

  /// A child of whom no team has a case; `own` added it. Another, of whom a consult told the claimer's team, `asked`.
  static let client = """
    client                                  own:lsgp  asking:lsgp  asked:lsgp  other+foreign:lsgp  koos:avr
    # of a client without a case: of the team of who added it
    client.show:bare relation.list:bare     lsgp  lsgp  -     -     -     .
    consent.list:bare                       lsgp  lsgp  -     -     -     .
    client.change:bare relation.add:bare    lsg   lsg   -     -     -     .
    consent.record:bare                     lsg   lsg   -     -     -     .
    # case open: gezinswerker, specialist, lead, planner
    case.open                               lsgp  lsgp  -     -     -     .
    # after consult identify the claimer's team reads it
    client.show:told                        lsgp  -     lsgp  lsg-  -     .
    client.change:told relation.add:told    lsg   -     lsg   !     -     .
    consent.record:told                     lsg   -     lsg   !     -     .
    consent.withdraw:told                   lsg   -     lsg   !     -     .
    """

  /// A case of the teams `own` and `other`; `all` and `plan` think along, `invited` may answer, `former` has left,
  /// and the people of `ended` left the team `own`. What waits is on the list of `own`.
  static let casus = """
    case                              own:lsgp  other:lsgp  all:lsg  plan:lsg  invited:lsg  all+plan+invited:p  former+ended+foreign:lsgp  koos:avr  elsewhere:v
    # client show; reading a case: gezinswerker, specialist, lead of an owning team; reading also of a consulted team as far
    # as the invitation says; planner of an owning team all but notes, goals and question. An invited team sees a preview.
    case.show                                         lsgp     lsgp  lsgp  lsg  lsg  lsg   -  -  .   .
    case.history                                      lsgp     lsgp  lsgp  lsg  lsg  !     -  -  .   .
    client.show relation.list:client                  lsgp     lsgp  lsgp  lsg  lsg  -     -  -  .   .
    consent.list:client                               lsgp     lsgp  lsgp  lsg  lsg  -     -  -  .   .
    # the citizen service number: only who needs it, who works with the child
    client.show:bsn                                   lsgp     lsg!  lsg!  !    !    -     -  -  .   .
    case.step.list:case case.participant.list:case    lsgp     lsgp  lsgp  lsg  lsg  !     -  -  .   .
    case.traject.list:case case.arrangement.list:case lsgp     lsgp  lsgp  lsg  lsg  !     -  -  .   .
    stay.list:case                                    lsgp     lsgp  lsgp  lsg  lsg  !     -  -  .   .
    case.goal.list:case                               lsg      lsg   lsg   lsg  lsg  !     -  -  .   .
    # appointment list, slot find: every worker, but of a case only who knows it; the list is empty for who only knows
    appointment.list:case                             lsgpavr  lsgp  lsgp  lsg  lsg  lsg   -  -  -   -
    slot.find:case                                    lsgpavr  lsgp  lsgp  lsg  lsg  !     -  -  -   -
    # client change; relation; consent: gezinswerker, specialist, lead of an owning team; neither is part of a plan
    client.change relation.add consent.record         lsg      lsg   lsg   !    !    -     -  -  .   .
    relation.end consent.withdraw                     lsg      lsg   lsg   !    -    -     -  -  .   .
    # case note, step, goal, participant, traject; waiting add: gezinswerker, specialist, lead of an owning team
    case.note case.step.add case.goal.add             lsg      lsg   lsg   !    !    !     -  -  .   .
    case.participant.add case.traject.start           lsg      lsg   lsg   !    !    !     -  -  .   .
    waiting.add                                       lsg      lsg   lsg   !    !    !     -  -  .   .
    case.step.done case.participant.end               lsg      lsg   lsg   !    !    -     -  -  .   .
    case.traject.end case.goal.review                 lsg      lsg   lsg   !    !    -     -  -  .   .
    # waiting complete, bridge, pause, resume, intake, start: the same; planner: contact; only owners know of an entry
    waiting.complete waiting.bridge waiting.pause     lsg      lsg   lsg   -    -    -     -  -  .   .
    waiting.resume waiting.intake waiting.start       lsg      lsg   lsg   -    -    -     -  -  .   .
    waiting.contact                                   lsgp     lsgp  lsgp  -    -    -     -  -  .   .
    # case invite, accept, refuse, withdraw, leave, lead, propose, agree, object, reopen: of the team that acts; who thinks
    # along may leave too, and has answered already; what owners propose is theirs alone
    case.invite case.withdraw case.lead case.propose  lsg      lsg   lsg   !    !    !     -  -  .   .
    case.leave                                        lsg      lsg   lsg   lsg  lsg  !     -  -  .   .
    case.accept case.refuse                           lsg      !     !     lsg~ lsg~ lsg   -  -  .   .
    case.agree case.object                            lsg      lsg   lsg   -    -    -     -  -  .   .
    case.reopen                                       lsg      lsg   lsg   !    !    !     -  -  .   .
    # waiting move, remove, restore, urgency, override; change; offer make: lead of that team
    waiting.move waiting.remove waiting.restore       l        l     !     -    -    -     -  -  .   .
    waiting.urgency waiting.override waiting.change   l        l     !     -    -    -     -  -  .   .
    offer.make                                        l        l     !     -    -    -     -  -  .   .
    # waiting list, why; show; offer list: members of the entry's team and of its case's owners
    waiting.show waiting.why offer.list:entry         lsgp     lsgp  lsgp  -    -    -     -  -  .   .
    # offer accept, decline: members of the owning teams, planner too
    offer.accept offer.decline                        lsgp     lsgp  lsgp  -    -    -     -  -  .   .
    # client merge; case arrangement: lead of an owning team
    client.merge                                      l        l     l     !    !    -     -  -  .   .
    case.arrangement.add                              l        l     l     !    !    !     -  -  .   .
    case.arrangement.end                              l        l     l     !    !    -     -  -  .   .
    # appointment, series, stay, group join and leave: where they take part, with a team that owns the same case
    group.join group.leave stay.add                   lsgp     lsgp  lsgp  !    !    !     -  -  .   .
    stay.end                                          lsgp     lsgp  lsgp  !    !    -     -  -  .   .
    appointment.book:case appointment.hold:case       lsgp     lsgp  lsgp  !    !    !     -  -  .   .
    series.book:case                                  lsgp     lsgp  lsgp  !    !    !     -  -  .   .
    # breakglass: specialist, gezinswerker, lead; an existing case one may not know of is not not-found
    breakglass                                        lsg      lsg=  lsg=  lsg= lsg  lsg   .  lsg  .  .
    # access list: privacy; lead: cases of the own team; a worker: own reads
    access.list:case                                  lsgpavr  lsgp  lsgp  lsg  lsg  lsg   -  -  v-  !
    access.list:client                                lsgpavr  lsgp  lsgp  lsg  lsg  -     -  -  v-  !
    # dossier destroy (request), export: lead of an owning team; correct too; decision: privacy
    dossier.export dossier.correct                    l        l     l     !    !    -     -  -  .   .
    dossier.destroy                                   lv       l     l     !    !    -     -  -  *   *
    dossier.destroy:decision                          lv       *     *     *    *    -     -  -  v~  !
    """

  /// An appointment of `s.own` and `g.other` about their case, which `s.former` took part in too before the team left.
  static let appointment = """
    appointment                  own:lsgp  other:lsgp  all:lsgp  former:lsgp  foreign:lsgp  koos:avr
    # appointment show: every worker as busy time
    appointment.show                                          lsgpavr  lsgp  lsgp  lsgp  lsgp  lsgp  avr
    # appointment, series: specialist, gezinswerker where they take part; lead, planner for members of those teams
    appointment.book appointment.hold series.book             lsgp     lsgp  lsgp  lsgp  lsgp  lsgp  .
    appointment.book:colleague appointment.hold:colleague     lsgp     lsp!  !     !     !     !     .
    series.book:colleague                                     lsgp     lsp!  !     !     !     !     .
    # move, switch, cancel, attend: the same, or any participant
    appointment.move appointment.cancel appointment.change    lsgp     lsp!  lgp!  !     !     !     .
    appointment.switch appointment.confirm                    lsgp     lsp!  lgp!  !     !     !     .
    appointment.attend                                        lsgp     lsp!  lgp!  !     !     !     .
    appointment.release series.change series.cancel           lsgp     lsp!  lp!   !     !     !     .
    """

  /// A consult that `g.asking` asked of the team `asked`, where `s.asked` claims it; `second` is of the discipline too,
  /// `strange` of another. `owner` owns the case another consult became.
  static let consult = """
    consult                      asking:lsgp  asked:lsgp  second:s  strange:s  owner:lsgp  foreign:lsgp  koos:avr
    # consult list, show: asking and asked team only
    consult.show                                              lsgp  lsgp  lsgp  s     s     -     -     .
    # ... and its thread comes along with the case
    consult.show:grown                                        lsgp  lsgp  lsgp  s     s     lsg-  -     .
    # consult claim: asked team's member of the discipline; assign: its lead; release, reply: claimer or that lead; claimer
    consult.claim                                             ls    !     s!    s     !     -     -     .
    consult.assign                                            l     !     l     .     .     -     -     .
    consult.release                                           ls    !     ls    !     !     -     -     .
    consult.reply                                             ls    !     s!    !     !     -     -     .
    # decline: that team while asked, else claimer
    consult.decline:asked                                     lsg   !     lsg   s     s     -     -     .
    consult.decline                                           lsg   !     s!    !     !     -     -     .
    # follow-up, close, withdraw, authorise, identify: asker, or a lead of the asking team
    consult.follow-up consult.close consult.withdraw          lsg   lg!   !     !     !     -     -     .
    consult.authorise consult.identify                        lsg   lg!   !     !     !     -     -     .
    # convert: claimer if may-convert, asker always
    consult.convert                                           lsg   g!    s!    !     !     -     -     .
    """

  /// Which words written in a file who gets to see, whatever is asked: everybody else sees none, in no reply.
  static let words = """
    word                               own   other  all  plan  invited  asking  asked  second  strange  owner
    # client show, reading a case: owning teams and as far as an invitation says; planners all but notes, goals, question
    name                               lsgp  lsgp   lsg  lsg   -        -       -      -       -        -
    # home addresses: who goes there, so owning teams; the citizen service number: who works with the child
    house                              lsgp  lsgp   -    -     -        -       -      -       -        -
    bsn                                lsg   lsg    -    -     -        -       -      -       -        -
    step participant provider          lsgp  lsgp   lsg  lsg   -        -       -      -       -        -
    goal                               lsg   lsg    lsg  lsg   -        -       -      -       -        -
    relative reachable                 lsgp  lsgp   lsg  -     -        -       -      -       -        -
    note                               lsg   lsg    lsg  -     -        -       -      -       -        -
    # ... and the question is all that a preview tells
    question                           lsg   lsg    lsg  -     lsg      -       -      -       -        -
    # appointments with case and text: who reads the case or takes part
    appointment guest                  lsgp  lsgp   lsg  -     -        -       -      -       -        -
    # what is said of waiting is no office's; what owners propose is theirs
    contact bridge proposal            lsg   lsg    -    -     -        -       -      -       -        -
    # a client without a case: the team of who added it; after consult identify the claimer's team too
    bare                               lsgp  -      -    -     -        -       -      -       -        -
    told                               -     -      -    -     -        lsgp    lsg    -       -        -
    # consult show: asking and asked team, and who owns the case it became
    asked                              -     -      -    -     -        lsgp    lsgp   s       s        lsg
    """
}

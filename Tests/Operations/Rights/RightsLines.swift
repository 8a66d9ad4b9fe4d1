/// A line of each command that is right in itself, so that only rights can refuse it: what is in braces is named by the
/// city, or is who speaks (`{me}`) or that one's team (`{team}`).
enum RightsLines {
  static let all = [service, people, clients, cases, consults, waiting, appointments, privacy]
    .reduce(into: [String: String]()) { lines, text in
      for line in text.split(separator: "\n") where !line.hasPrefix("#") {
        let words = line.split(separator: " ", maxSplits: 1)
        lines[String(words[0])] = words.count > 1 ? words[1].drop { $0 == " " }.description : ""
      }
    }

  private static let service = """
    ping
    help
    quit
    whoami
    session
    status
    metrics
    watch           topics=case
    unwatch
    desk
    clock
    clock:set       advance=1h
    setting.list
    setting.set     key=consult.days value=4
    setting.set:team key=consult.days value=4 team=r-own
    wijk.list
    wijk.find       postcode=3526SA
    service.list
    calendar.list   2026
    """

  private static let people = """
    organisation.list
    organisation.show    koos
    organisation.add     Nieuw kind=gi
    organisation.change  koos agb=12345678
    team.list
    team.show       r-own
    team.add        r-new name=Nieuw kind=basecamp organisation=koos wijken=zuidwest
    team.change     r-own name=Anders
    worker.list
    worker.show     s.own
    worker.add      n.new name=Nieuw organisation=koos
    worker.change   s.own hours=20
    worker.disable  s.own
    member.list
    member.add      s.own team=r-own role=lead
    member.end      s.own team=r-own role=specialist
    token.issue     {me}
    token.issue:other s.own
    token.list
    token.list:other s.own
    token.revoke    {token}
    place.list
    place.show      basecamp-zuidwest
    place.add       r-place name=Nieuw kind=school wijk=zuidwest
    place.change    basecamp-zuidwest name=Anders
    room.list
    room.add        basecamp-zuidwest name=9
    travel.list
    travel.set      basecamp-zuidwest to=basecamp-overvecht minutes=20
    availability.list  s.own
    availability.set   s.own day=sat from=10:00 to=12:00
    availability.clear s.own day=tue
    absence.list    s.own
    absence.add     s.own from=2026-05-04 to=2026-05-05 kind=verlof
    absence.cancel  {absence}
    agreement.list
    agreement.add   "De Buren" scope=Samen from=2026-03-02
    agreement.end   {agreement}
    """

  private static let clients = """
    client.add             "Nieuw Kind" birth=2016-05-14 postcode=3526SA gender=V
    client.find            Zonderling
    client.show            {client}
    client.show:bsn        {client} bsn=yes
    client.show:bare       {bare}
    client.show:told       {told}
    client.change          {client} language=nl
    client.change:bare     {bare} language=nl
    client.change:told     {told} language=nl
    client.merge           {client} into={twin}
    relation.list
    relation.list:client   {client}
    relation.list:bare     {bare}
    relation.add           {client} name=Opa kind=familie
    relation.add:bare      {bare} name=Opa kind=familie
    relation.add:told      {told} name=Opa kind=familie
    relation.end           {uncle}
    consent.list
    consent.list:client    {client}
    consent.list:bare      {bare}
    consent.record         {client} purpose=observe by=parent-1
    consent.record:bare    {bare} purpose=observe by=parent-1
    consent.record:told    {told} purpose=observe by=parent-1
    consent.withdraw       {consent}
    consent.withdraw:told  {told-consent}
    """

  private static let cases = """
    case.open              {bare} question="Hoe verder?" referrer=buurtteam basecamp=r-own buurtteam=r-other lead=g.own
    case.list
    case.show              {case}
    case.history           {case}
    case.note              {case} text=Gebeld
    case.step.add          {case} text=Bellen by=s.own
    case.step.done         {step}
    case.step.list
    case.step.list:case    {case}
    case.goal.add          {case} words=Slapen
    case.goal.review       {goal} words=Beter status=op-weg
    case.goal.list
    case.goal.list:case    {case}
    case.participant.add   {case} kind=school name="De Es"
    case.participant.end   {participant}
    case.participant.list
    case.participant.list:case {case}
    case.traject.start     {case} service=ambulant
    case.traject.end       {traject} reason=01
    case.traject.list
    case.traject.list:case {case}
    case.arrangement.add   {case} kind=contract provider="Zorg Verder"
    case.arrangement.end   {arrangement}
    case.arrangement.list
    case.arrangement.list:case {case}
    case.invite            {case} team=r-foreign reason=Meekijken
    case.accept            {case}
    case.refuse            {case}
    case.withdraw          {case} team=r-invited
    case.leave             {leaving} reason=Klaar lead={stays}
    case.lead              {case} worker=g.other reason=Beter
    case.reopen            {closed} reason=Terug
    case.propose           {leaving} action=move value=overvecht reason=Verhuisd
    case.agree             {proposal}
    case.object            {proposal} reason=Niet
    """

  private static let consults = """
    consult.ask            "Hoe helpen we een kind dat niet slaapt?" discipline=orthopedagoog convert=may-convert team=r-asked
    consult.list
    consult.show           {asked}
    consult.show:grown     {grown}
    consult.claim          {asked}
    consult.assign         {asked} worker=s.second
    consult.release        {claimed}
    consult.reply          {claimed} text="Begin met rust" minutes=10
    consult.decline:asked  {asked} reason="Past niet"
    consult.decline        {claimed} reason="Past niet"
    consult.follow-up      {answered} text="En daarna?"
    consult.close          {answered} outcome=advice-enough
    consult.withdraw       {claimed}
    consult.authorise      {claimed} convert=advice-only
    consult.identify       {claimed} client={told} consent={told-consent}
    consult.convert        {identified} client={told} consent={told-consent}
    """

  private static let waiting = """
    waiting.add       {case} discipline=systeemtherapeut team=r-own
    waiting.list
    waiting.show      {entry}
    waiting.why       {entry}
    waiting.summary
    waiting.complete  {formless} form=yes
    waiting.contact   {entry} text=Gebeld
    waiting.bridge    {entry} kind=phone by=s.own
    waiting.pause     {entry} reason=gezin
    waiting.resume    {paused}
    waiting.intake    {entry}
    waiting.start     {entry}
    waiting.urgency   {entry} urgency=urgent reason=Erger review-on=2026-04-01
    waiting.override  {entry} rank=1 reason=Erger review-on=2026-04-01
    waiting.change    {entry} language=nl
    waiting.move      {entry} team=r-other reason=Dichterbij
    waiting.remove    {entry} reason=moved
    waiting.restore   {removed}
    waiting.review    r-own
    waiting.norm
    waiting.norm:add  whole days=60 from=2026-04-01
    offer.list
    offer.list:entry  {entry}
    offer.make        {second} at=2026-03-17T14:00 minutes=60 with=s.own mode=online
    offer.accept      {offer}
    offer.decline     {offer}
    """

  private static let appointments = """
    slot.find               team=r-own from=2026-03-24 to=2026-03-25 minutes=60 mode=online
    slot.find:case          with=s.own from=2026-03-24 to=2026-03-25 minutes=60 mode=online case={case}
    appointment.list        from=2026-03-01 to=2026-04-01
    appointment.list:case   case={case}
    appointment.show        {appointment}
    appointment.book        type=overig at=2026-03-24T09:00 minutes=30 with={me} mode=online
    appointment.book:colleague type=overig at=2026-03-24T09:00 minutes=30 with=s.own mode=online
    appointment.book:case   case={case} type=overig at=2026-03-24T09:00 minutes=30 with={me} mode=online
    appointment.hold        type=overig at=2026-03-24T09:00 minutes=30 with={me} mode=online
    appointment.hold:colleague type=overig at=2026-03-24T09:00 minutes=30 with=s.own mode=online
    appointment.hold:case   case={case} type=overig at=2026-03-24T09:00 minutes=30 with={me} mode=online
    appointment.confirm     {appointment}
    appointment.release     {held}
    appointment.change      {appointment} note=Anders
    appointment.move        {appointment} at=2026-03-24T15:00 reason=Druk
    appointment.switch      {appointment} mode=phone
    appointment.switch:bulk mode=phone team=r-own from=2026-03-23 to=2026-03-25
    appointment.attend      {past} who=s.own presence=present
    appointment.cancel      {appointment} by=provider reason=Ziek
    series.preview          2026-03-24T11:00 rrule=FREQ=WEEKLY;COUNT=2
    series.book             2026-03-24T11:00 rrule=FREQ=WEEKLY;COUNT=2 minutes=30 type=overig with={me} mode=online
    series.book:colleague   2026-03-24T11:00 rrule=FREQ=WEEKLY;COUNT=2 minutes=30 type=overig with=s.own mode=online
    series.book:case        2026-03-24T11:00 rrule=FREQ=WEEKLY;COUNT=2 minutes=30 type=overig with={me} mode=online case={case}
    series.list
    series.change           {session} scope=one at=2026-04-07T16:00
    series.cancel           {session} scope=one
    group.list
    group.add               Rots service=groepsbehandeling leader=s.own capacity=2 rrule=FREQ=WEEKLY;COUNT=2 start=2026-06-02T11:00 minutes=30 mode=online
    group.join              {group} case={leaving}
    group.leave             {group} case={case}
    agenda                  s.own from=2026-03-10 to=2026-03-12
    agenda.ics              s.own
    stay.list
    stay.list:case          {case}
    stay.add                {case} place=basecamp-zuidwest kind=logeren from=2026-04-10 until=2026-04-12
    stay.end                {stay} on=2026-05-11
    """

  private static let privacy = """
    breakglass              {case} reason=Gevaar
    access.list
    access.list:case        case={case}
    access.list:client      {client}
    audit.verify
    retention.list
    dossier.export          {client}
    dossier.correct         {client} text="Het was anders"
    dossier.destroy         {client} request=parents reason=Verzoek
    dossier.destroy:decision {client} decision=refused reason=Nodig
    report.yearbook         2025
    report.waiting          2026-01-01 to=2026-04-01
    report.consults         2026-01-01 to=2026-04-01
    report.caseload         2026-01-01 to=2026-04-01
    report.ownership        2026-01-01 to=2026-04-01
    report.modes            2026-01-01 to=2026-04-01
    report.no-show          2026-01-01 to=2026-04-01
    report.continuity       2026-01-01 to=2026-04-01
    report.coverage         2026-01-01 to=2026-04-01
    report.urgent           2026-01-01 to=2026-04-01
    report.redirects        2026-01-01 to=2026-04-01
    report.eighteen         2026-01-01 to=2026-04-01
    """
}

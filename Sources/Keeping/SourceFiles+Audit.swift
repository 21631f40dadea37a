import CommandLine
import DirectoryService
import EntenteProtocol
import PartnershipService
import SQLiteStore
import Source

extension SourceFiles {
    package static func verify(
        _ source: SourceDatabase, noted: NotedHead?, progress: (Double) -> Void
    ) throws(Problem) -> AuditFinding {
        let noted = noted.flatMap { head in
            [UInt8](hexadecimal: head.hash).map { EventHead(sequence: head.sequence, hash: $0) }
        }
        return try telling { () throws(DatabaseProblem) in
            let database = try open(source.service, source.path).database
            let chain = try EventLog.verify(in: database, noted: noted) { done, whole in
                progress(0.5 * Double(done) / Double(max(whole, 1)))
            }
            var finding = AuditFinding(
                service: source.service, soundCount: chain.soundCount, hash: chain.head.hash.hexadecimal,
                breach: chain.breach.map { ($0.sequence, $0.words) })
            guard chain.breach == nil else { return finding }
            let state = try compare(database, of: source.service, chain.soundCount) {
                progress(0.5 + 0.5 * $0)
            }
            (finding.strays, finding.strayCount) = (state.strays, state.strayCount)
            finding.thingCount = state.thingCount
            finding.tellsAll = state.tellsAll
            return finding
        }
    }

    /// Compares the tables with what the events, which are sound, left of them.
    private static func compare(
        _ database: Database, of service: ServiceName, _ count: Int64, _ progress: (Double) -> Void
    ) throws(DatabaseProblem) -> StateAudit {
        var audit = StateAudit()
        try database.query("SELECT \(EventLog.columns) FROM events ORDER BY sequence") {
            (row: borrowing Row) throws(DatabaseProblem) in
            let event = EventLog.event(row)
            try audit.take(event)
            if event.sequence % 512 == 0 { progress(Double(event.sequence) / Double(max(count, 1))) }
        }
        switch service {
        case .directory:
            try DirectoryService.visitThings(in: database) { audit.compare($0) }
            try DirectoryService.visitMisfits(in: database) { audit.add($0) }
        case .partnership:
            try PartnershipService.visitThings(in: database) { audit.compare($0) }
            try PartnershipService.visitMisfits(in: database) { audit.add($0) }
        case .decision: preconditionFailure("a decision node keeps no database")
        }
        audit.finish()
        return audit
    }

    package static func events(
        of source: SourceDatabase, _ filter: AuditFilter
    ) throws(Problem) -> (events: [AuditedEvent], hasMore: Bool) {
        let (conditions, values) = conditions(of: filter)
        return try telling { () throws(DatabaseProblem) in
            let database = try open(source.service, source.path).database
            var events: [AuditedEvent] = []
            try database.query(
                """
                SELECT \(EventLog.columns) FROM events WHERE \(conditions.joined(separator: " AND "))
                ORDER BY sequence DESC LIMIT ?
                """, bindings: values + [filter.limit + 1]
            ) { (row: borrowing Row) throws(DatabaseProblem) in
                let logged = EventLog.event(row)
                var audited = AuditedEvent()
                audited.service = source.service.rawValue
                audited.revision = logged.revision
                audited.event = try Event(logged)
                events.append(audited)
            }
            return (events.prefix(filter.limit).reversed(), events.count > filter.limit)
        }
    }

    private static func conditions(of filter: AuditFilter) -> ([String], [any SQLBindable]) {
        var conditions = ["sequence > 0"]
        var values: [any SQLBindable] = []
        if let organization = filter.organization {
            // An agreement is told from one side and names the other; an id has nothing JSON would escape.
            let partner = "\"partner\":\"\(organization)\""
            conditions.append(
                "(organization = ? OR instr(thing_before, ?) > 0 OR instr(thing_after, ?) > 0)")
            values += [organization, partner, partner]
        }
        for (column, value) in [("actor", filter.actor), ("call", filter.call)] {
            guard let value else { continue }
            conditions.append("\(column) = ?")
            values.append(value)
        }
        if let since = filter.since {
            conditions.append("at >= ?")
            values.append(since)
        }
        if let until = filter.until {
            conditions.append("at < ?")
            values.append(until)
        }
        return (conditions, values)
    }
}

// An organization as the sources hold it. The directory's part is read from a snapshot, which shows one
// moment and has what no list shows (who has connected which program); what the organization agreed is asked
// for by the calls its own administrator would use, told from its side.

import EntenteClient
import EntenteProtocol

/// Gathers everything of one organization.
struct OrganizationExport {
    let organization: String
    let client: EntenteClient
    let context: Context

    /// Bytes compare, as the sources' own lists do; Swift would put some texts together.
    private static func precedes(_ one: [String], _ other: [String]) -> Bool {
        for (a, b) in zip(one, other) where !a.utf8.elementsEqual(b.utf8) {
            return a.utf8.lexicographicallyPrecedes(b.utf8)
        }
        return false
    }

    /// Everything, in the order of the file.
    ///
    /// - Parameter progress: told how many facts were read.
    func gather(_ progress: (Int) -> Void) async throws(Problem) -> [ExportedThing] {
        var facts = OwnFacts(organization)
        var count = 0
        do throws(ClientFailure) {
            for try await chunk in client.stream(SnapshotRequest()) {
                for fact in chunk.facts { facts.take(fact) }
                count += chunk.facts.count
                progress(count)
            }
        } catch {
            throw Problem(error, advice: "an export reads a snapshot: the access token needs scope replicate")
        }
        let agreed = try await agreements()
        return try await interactions() + facts.things + agreed
    }

    private func interactions() async throws(Problem) -> [ExportedThing] {
        let all = try await pages(ListInteractionsRequest()) { ($0.items, $0.nextPageToken) }
        // What is built in is everywhere.
        return all.filter { $0.code > 6 }.map { ExportedThing(.interaction, $0) }
    }

    private func agreements() async throws(Problem) -> [ExportedThing] {
        let request = GetDefaultsRequest.with { $0.organization = organization }
        let defaults = try await context.ask(client, request).defaults
        let list = ListPartnershipsRequest.with {
            $0.organization = organization
            $0.filter = .all
        }
        let partnerships = try await pages(list) { ($0.items, $0.nextPageToken) }
        let live = partnerships.filter { [.proposed, .enabled, .disabled].contains($0.state) }.map {
            partnership in
            var partnership = partnership
            if partnership.open?.kind == .enableRequest { partnership.open?.expiresAt = 0 }
            return partnership
        }
        return [ExportedThing(.defaults, defaults)]
            + live.sorted { Self.precedes([$0.partner], [$1.partner]) }.map {
                ExportedThing(.partnership, $0)
            }
    }

    private func pages<R: ListRequest, Item>(
        _ request: R, _ items: (R.Response) -> ([Item], String)
    ) async throws(Problem) -> [Item] {
        var request = request
        request.pageSize = 1_000
        var all: [Item] = []
        while true {
            let (page, next) = items(try await context.ask(client, request))
            all += page
            if next.isEmpty { return all }
            request.pageToken = next
        }
    }

    /// What a snapshot tells of one organization; it comes in the order in which things name one another.
    private struct OwnFacts {
        private let organization: String
        private var told: [ExportedThing.Kind: [(key: [String], value: any Message)]] = [:]
        private var teams: [String: Team] = [:]
        private var users: Set<String> = []

        init(_ organization: String) { self.organization = organization }

        mutating func take(_ fact: Fact) {
            if let thing = fact.organization, thing.id == organization {
                add(.organization, [thing.id], thing)
            }
            if let thing = fact.location, thing.organization == organization {
                add(.location, [thing.id], thing)
            }
            if let thing = fact.user, thing.organization == organization {
                users.insert(thing.id)
                add(.user, [thing.id], thing)
            }
            if let thing = fact.team, thing.organization == organization { teams[thing.id] = thing }
            if let thing = fact.membership { take(thing) }
            if let thing = fact.relationship, users.contains(thing.owner) {
                add(.relationship, [thing.owner, thing.viewer], thing)
            }
            if let thing = fact.integration, thing.organization == organization {
                add(.integration, [thing.id], thing)
            }
            if let thing = fact.connection, thing.organization == organization {
                add(.connection, [thing.integration, thing.user], thing)
            }
        }

        private mutating func take(_ membership: Membership) {
            teams[membership.team]?.members.append(
                .with {
                    $0.user = membership.user
                    $0.subgroup = membership.subgroup.isEmpty ? nil : membership.subgroup
                    $0.privacy = membership.privacy
                })
        }

        private mutating func add(_ kind: ExportedThing.Kind, _ key: [String], _ value: any Message) {
            told[kind, default: []].append((key, value))
        }

        /// Everything told, in the order of the file.
        var things: [ExportedThing] {
            var all = told
            all[.team] = teams.values.map { team in
                var team = team
                team.members.sort { OrganizationExport.precedes([$0.user], [$1.user]) }
                return ([team.id], team)
            }
            return ExportedThing.Kind.allCases.flatMap { kind in
                (all[kind] ?? []).sorted { OrganizationExport.precedes($0.key, $1.key) }.map {
                    ExportedThing(kind, $0.value)
                }
            }
        }
    }
}

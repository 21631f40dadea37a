// What one line of an exported organization holds: a thing as the wire knows it, under the word for its kind,
// without what could not be the same in another cluster. Lines in a fixed order make two exports of the same
// state the same bytes, so that a round trip can be compared and a difference read.

import EntenteProtocol

/// One thing of an organization.
struct ExportedThing {
    /// What can be exported, in the order of the file: each names only what stands before it.
    enum Kind: String, CaseIterable {
        case interaction, organization, location, user, team, relationship, integration, connection, defaults,
            partnership
    }

    let kind: Kind
    let value: any Message

    /// What differs from cluster to cluster, or follows from the rest.
    private static let leftOut: Set = [
        "version", "memberCount", "privacyResets", "createdAt", "updatedAt", "needsAttention",
        "awaitingApproval", "preset", "code", "weCan", "theyCan",
    ]

    init(_ kind: Kind, _ value: any Message) {
        self.kind = kind
        self.value = value
    }

    // MARK: - Lines

    /// The thing as a line: `{"user": {…}}`.
    var line: String {
        JSONValue.object([.init(kind.rawValue, Self.stripped(JSON.value(ofAny: value)))]).text()
    }

    private static func stripped(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            .object(
                members.filter { !leftOut.contains($0.name) }.map { .init($0.name, stripped($0.value)) })
        case .array(let elements): .array(elements.map(stripped))
        default: value
        }
    }

    /// The thing that a line's one member holds.
    ///
    /// - Throws: what is wrong with it.
    init(_ member: JSONValue.Member) throws(JSONProblem) {
        guard let kind = Kind(rawValue: member.name) else {
            let known = Kind.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            throw .field(
                path: "", reason: "`\(member.name)` is nothing an organization has; there are \(known)")
        }
        self.kind = kind
        value = try Self.decode(kind, member.value)
    }

    private static func decode(_ kind: Kind, _ value: JSONValue) throws(JSONProblem) -> any Message {
        switch kind {
        case .interaction: try JSON.decode(Interaction.self, from: value)
        case .organization: try JSON.decode(Organization.self, from: value)
        case .location: try JSON.decode(Location.self, from: value)
        case .user: try JSON.decode(User.self, from: value)
        case .team: try JSON.decode(Team.self, from: value)
        case .relationship: try JSON.decode(Relationship.self, from: value)
        case .integration: try JSON.decode(Integration.self, from: value)
        case .connection: try JSON.decode(IntegrationConnection.self, from: value)
        case .defaults: try JSON.decode(DefaultTable.self, from: value)
        case .partnership: try JSON.decode(Partnership.self, from: value)
        }
    }
}

/// The first line of an exported organization.
struct ExportHeader: Message {
    /// Says what this is: always `entente-organization`.
    var format: String = ""
    /// The version of the format.
    var formatVersion: Int32 = 0
    /// Whose things these are.
    var organization: String = ""
    /// What is not in it, because it cannot be the same elsewhere.
    var leftOut: [String] = []

    init() {}

    enum CodingKeys: Int, CodingKey {
        case format = 1
        case formatVersion = 2
        case organization = 3
        case leftOut = 4
    }

    /// What ``format`` says.
    static let formatName = "entente-organization"
    /// The version that this release writes, and the newest it reads.
    static let formatVersion: Int32 = 1

    /// The header of `organization`, as this release writes it.
    init(of organization: String) {
        format = Self.formatName
        formatVersion = Self.formatVersion
        self.organization = organization
        leftOut = [
            "versions and times", "events, histories and notifications", "agreements that have ended",
            "who proposed an agreement in force", "when a request to enable lapses",
        ]
    }

    /// The last line: how many things there are, so that a file that was cut off is noticed.
    static func end(_ count: Int) -> String { #"{"end":{"things":\#(count)}}"# }
}

// Every limit on what people may hand in, in one place, each with the arithmetic that gave it. Lengths count
// UTF-8 bytes, because bytes are what is stored, sent and held in memory.

/// How long and how many.
package enum Limits {
    /// An id: 64 bytes hold a UUID (36), a SHA-256 in hex (64), and most e-mail addresses.
    package static let idBytes = 64
    /// A name of a person, an organization, a team or a location: 200 bytes are 200 Latin letters, or 66
    /// Chinese ones.
    package static let nameBytes = 200
    /// An e-mail address: 254 bytes are a mail path (256) less its angle brackets.
    package static let emailBytes = 254
    /// The shortest e-mail address, `a@b`.
    package static let emailBytesMinimum = 3
    /// A mail domain: the longest name the domain name system knows.
    package static let domainBytes = 253
    /// Mail domains of one organization: at 253 bytes each 25 kB, the most a list of organizations spends on
    /// one.
    package static let domainCount = 100
    /// A note to the other side: a paragraph of about 150 words.
    package static let noteBytes = 1000
    /// The category of an interaction: a word or two that people look for it by.
    package static let categoryBytes = 64
    /// A sub-group of a monitoring team: named like an id, but by people.
    package static let subgroupBytes = 64
    /// Sub-groups of one team.
    package static let subgroupCount = 32
    /// Grants of one team: every sub-group to every sub-group, 32 × 32.
    package static let grantCount = 1024
    /// Floors of one organization: those of a full catalog (32), and as many again several times over for
    /// interactions yet to be registered.
    package static let floorCount = 200
    /// Settings one owner may make: everybody they know, and little enough to drop in one command when they
    /// become a VIP: 10,000 of at most 150 bytes fit a frame.
    package static let relationshipCount = 10_000
    /// Teams an integration is for: whoever needs more can make it for everyone.
    package static let audienceCount = 100
    /// A request key: two UUIDs and a word.
    package static let requestKeyBytes = 128
    /// Users of one import, members of one command, questions of one batch: 10,000 of at most some 400 bytes
    /// stay below the 4 MiB of a frame.
    package static let batchCount = 10_000
    /// Items of a page where the caller does not say.
    package static let pageSizeDefault = 100
    /// Items of a page at most: 1,000 partnerships with 32 interactions each fill about 2 MB, half a frame.
    package static let pageSizeMaximum = 1000
    /// The last moment that can be named: the end of the year 9999, which every calendar library can print.
    package static let lastMoment: Int64 = 253_402_300_799_999
}

// The few things these tests make and ask for, in one line each.

import EntenteProtocol
import TestSupport
import Testing

extension SimulatedCaller {
    /// Makes an organization as the operator.
    @discardableResult
    func makeOrganization(_ id: String, key: String = "") throws(Failure) -> CreateOrganizationResponse {
        try call(.organization(id, key: key))
    }

    /// Makes a user as the operator.
    @discardableResult
    func makeUser(_ id: String, of organization: String, _ role: Role = .member) throws(Failure) -> Position {
        try call(
            CreateUserRequest.with {
                $0.id = id
                $0.organization = organization
                $0.email = "\(id)@\(organization).test"
                $0.displayName = id
                $0.role = role
            }
        ).position
    }

    /// Every frame for request `id`, until one of them is the last.
    func stream(_ id: UInt32, until isEnough: ([Answer]) -> Bool) -> [Answer] {
        var all: [Answer] = []
        while !isEnough(all) {
            guard let next = wait(for: id) else { break }
            all.append(next)
        }
        return all
    }

    /// A whole snapshot.
    func snapshot() throws -> [SnapshotChunk] {
        let frames = stream(send(SnapshotRequest())) { $0.last.map { $0.kind != .streamItem } ?? false }
        #expect(frames.last?.kind == .streamEnd)
        return try frames.dropLast().map { try Wire.decode(SnapshotChunk.self, from: $0.payload) }
    }

    /// Subscribes where a snapshot ends.
    func subscribe(after chunk: SnapshotChunk) -> UInt32 {
        subscribe(chunk.epoch, chunk.revision, chunk.digest)
    }

    func subscribe(_ epoch: UInt64, _ after: UInt64, _ digest: UInt64) -> UInt32 {
        send(
            SubscribeRequest.with {
                $0.epoch = epoch
                $0.after = after
                $0.digest = digest
            })
    }

    /// The next item of a feed, or the refusal that ended it.
    func item(_ id: UInt32) throws -> FeedItem {
        let answer = try #require(wait(for: id))
        if answer.kind == .error { throw try Wire.decode(Failure.self, from: answer.payload) }
        return try Wire.decode(FeedItem.self, from: answer.payload)
    }

    /// What a frame refuses with.
    func failure(_ id: UInt32) throws -> Failure {
        let answer = try #require(wait(for: id))
        #expect(answer.kind == .error)
        return try Wire.decode(Failure.self, from: answer.payload)
    }
}

extension Request where Self == CreateOrganizationRequest {
    static func organization(_ id: String, key: String = "") -> Self {
        .with {
            $0.id = id
            $0.name = id
            $0.requestKey = key
        }
    }
}

extension Position {
    /// The same with `count` more changes of the directory.
    func ahead(by count: UInt64) -> Position {
        var position = self
        position.directory += count
        return position
    }
}

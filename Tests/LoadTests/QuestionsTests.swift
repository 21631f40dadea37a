import EntenteProtocol
import Testing
import World

@testable import Load

@Suite struct QuestionsTests {
    private static func plan() throws -> WorldPlan { try WorldPlan(users: 2_000, organizations: 40) }

    private static func workload(_ change: (inout Workload) -> Void = { _ in }) -> Workload {
        .with {
            $0.preparedRequests = 4_000
            $0.pairCount = 500
            change(&$0)
        }
    }

    /// Every request of a ring, decoded as a service would.
    private static func requests(_ ring: FrameRing) throws -> [(header: FrameHeader, payload: [UInt8])] {
        try (0..<ring.count).map { index in
            let bytes = Array(ring.bytes[ring.start(index)..<ring.start(index + 1)])
            let header = try #require(try FrameHeader.parse(bytes.span.bytes))
            #expect(header.frameByteCount == bytes.count)
            return (header, Array(bytes[FrameHeader.byteCount...]))
        }
    }

    @Test func `are written as the wire's own coder would write them, each with its place as its id`() throws
    {
        let plan = try Self.plan()
        let workload = Self.workload { ($0.batchSize, $0.batchShare) = (7, 0.3) }
        let ring = FrameRing(workload, about: plan, minimum: 10)
        var batchCount = 0
        for (index, request) in try Self.requests(ring).enumerated() {
            #expect(request.header.requestID == UInt32(index + 1))
            if request.header.call == .checkBatch {
                batchCount += 1
                let batch = try Wire.decode(CheckBatchRequest.self, from: request.payload)
                #expect(batch.checks.count == 7)
                #expect(Wire.encode(batch) == request.payload)
            } else {
                let check = try Wire.decode(CheckRequest.self, from: request.payload)
                #expect(Wire.encode(check) == request.payload)
                #expect(plan.user(id: check.actor) != nil && plan.user(id: check.target) != nil)
                #expect(check.actor != check.target)
            }
        }
        #expect((0.25...0.35).contains(Double(batchCount) / Double(ring.count)))
    }

    @Test func `are the same for the same seed and others for another`() throws {
        let plan = try Self.plan()
        let rings = [1, 1, 2].map { seed in
            FrameRing(Self.workload { $0.seed = seed }, about: plan, minimum: 1).bytes
        }
        #expect(rings[0] == rings[1])
        #expect(rings[0] != rings[2])
    }

    @Test func `have the shares that were asked for`() throws {
        let plan = try Self.plan()
        for share in [0, 0.25, 1] {
            var questions = Questions(
                Self.workload { ($0.pairs, $0.crossOrganization, $0.rights) = (.uniform, share, share) },
                about: plan)
            let drawn = (0..<4_000).map { _ in questions.next() }
            let across = drawn.filter { plan.organization(of: $0.actor) != plan.organization(of: $0.target) }
            let rights = drawn.filter { !Questions.actions[$0.action].isEmpty && $0.action >= 6 }
            for count in [across.count, rights.count] {
                #expect(abs(Double(count) / 4_000 - share) < 0.03)
            }
            let partners = across.filter {
                plan.partnership(
                    between: plan.organization(of: $0.actor), and: plan.organization(of: $0.target))
                    != nil
            }
            #expect(partners.count == across.count, "across means between partners")
        }
    }

    @Test func `by Zipf ask the first pair as often as its law says, and always the same action of it`()
        throws
    {
        var questions = Questions(Self.workload(), about: try Self.plan())
        var counts: [Int: (count: Int, question: Question)] = [:]
        for _ in 0..<100_000 {
            let question = questions.next()
            let key = question.actor * 10_000 + question.target
            counts[key, default: (0, question)].count += 1
            #expect(counts[key]?.question == question)
        }
        let weights = (1...500).map { 1 / Double($0) }
        let expected = weights[0] / weights.reduce(0, +)
        let most = Double(counts.values.map(\.count).max() ?? 0) / 100_000
        #expect(abs(most - expected) < 0.02)
        #expect(counts.count > 400)
    }

    @Test func `of any two users hardly ever come twice`() throws {
        let plan = try WorldPlan(users: 1_000_000, organizations: 1_000)
        var questions = Questions(Self.workload { $0.pairs = .uniform }, about: plan)
        let pairs = Set(
            (0..<10_000).map { _ in
                let question = questions.next()
                return [question.actor, question.target]
            })
        #expect(pairs.count == 10_000)
    }

    @Test func `fit a world of two people who are each alone`() throws {
        let plan = try WorldPlan(users: 2, organizations: 2)
        for share in [0, 1.0] {
            let ring = FrameRing(
                Self.workload { $0.crossOrganization = share }, about: plan, minimum: 1)
            #expect(ring.count == 4_000)
        }
        var changes = Changes(to: plan, seed: 1)
        #expect(changes.ring().count == 2 * Changes.personCount)
    }

    @Test func `come with commands that say something else the second time round`() throws {
        var changes = Changes(to: try Self.plan(), seed: 5)
        let ring = changes.ring()
        let requests = try Self.requests(ring)
        let half = requests.count / 2
        #expect(
            Set(requests.map(\.header.call)) == [
                .updateUser, .setRelationship, .addTeamMembers, .removeTeamMembers,
            ])
        for (first, second) in zip(requests[..<half], requests[half...]) {
            #expect(first.payload != second.payload || first.header.method != second.header.method)
        }
    }
}

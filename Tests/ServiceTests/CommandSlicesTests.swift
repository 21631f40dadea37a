import EntenteProtocol
import Testing

@testable import Following

@Suite struct CommandSlicesTests {
    /// Changes of commands that are so long, one after another.
    private func changes(_ lengths: [Int]) -> [Change] {
        var revision: UInt64 = 0
        return lengths.flatMap { length in
            (1...length).map { place in
                revision += 1
                return Change.with {
                    $0.revision = revision
                    $0.last = place == length
                }
            }
        }
    }

    @Test(arguments: [
        ([], []), ([1], [1]), ([1, 1, 1], [3]), ([4], [4]), ([5], [5]), ([2, 2, 2], [4, 2]),
        ([3, 3], [3, 3]), ([1, 9, 1, 1], [1, 9, 2]), ([9, 9], [9, 9]), ([4, 4, 1], [4, 4, 1]),
    ])
    func `a slice holds whole commands, and no more than its limit but for one that alone has more`(
        lengths: [Int], slices: [Int]
    ) {
        let all = changes(lengths)
        let parts = Array(CommandSlices(all, limit: 4))
        #expect(parts.map(\.count) == slices)
        #expect(parts.flatMap(\.self).map(\.revision) == all.map(\.revision))
        #expect(parts.allSatisfy { $0.last?.last == true })
    }

    @Test func `the limit is that of the house`() {
        let parts = Array(CommandSlices(changes(Array(repeating: 1, count: 600))))
        #expect(parts.map(\.count) == [256, 256, 88])
    }
}

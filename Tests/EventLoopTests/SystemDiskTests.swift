// The real file system behind the seam: what the simulated one of the tests claims to be.

import EventLoop
import SystemCalls
import TestSupport
import Testing

@Suite final class SystemDiskTests {
    private let folder: String
    private let disk = SystemDisk()

    init() throws { folder = try File.makeTemporaryFolder() }

    deinit { try? File.remove(folder) }

    private func read(_ path: String) throws -> [UInt8] {
        let file = try disk.read(path)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 3)
        while true {
            let count = try file.read(into: &buffer, 0..<3)
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    @Test func `a file grows at its end, from where it is told`() throws {
        let path = folder + "/deep/er/file"
        try disk.makeFolder(folder + "/deep/er")
        let file = try disk.append(to: path, keeping: 0)
        try file.append([1, 2, 3, 4, 5])
        try file.append([6, 7])
        #expect(try read(path) == [1, 2, 3, 4, 5, 6, 7])
        try disk.append(to: path, keeping: 4).append([9])
        #expect(try read(path) == [1, 2, 3, 4, 9])
        try disk.move(path, to: path + ".moved")
        #expect(try disk.names(in: folder + "/deep/er") == ["file.moved"])
        try disk.remove(path + ".moved")
        try disk.remove(path + ".moved")
        #expect(throws: Errno.noSuchFile) { try read(path) }
    }

    @Test func `a lock has one holder`() throws {
        var first = try disk.lock(folder + "/lock")
        #expect(first != nil)
        #expect(try disk.lock(folder + "/lock") == nil)
        first = nil
        #expect(try disk.lock(folder + "/lock") != nil)
    }

    @Test func `a file takes another's place, and may grow meanwhile`() throws {
        let loop = EventLoop(host: try Host.real())
        let (old, new) = (folder + "/file", folder + "/file.new")
        let before = try disk.append(to: old, keeping: 0)
        try before.append([1])
        let file = try disk.append(to: new, keeping: 0)
        try file.append([2])
        var outcomes: [Errno?] = []
        disk.install(file, new, as: old, insteadOf: before, on: loop) { outcomes.append($0) }
        try file.append([3])
        while outcomes.isEmpty { loop.turn(wait: true) }
        try file.append([4])
        #expect(outcomes == [nil])
        #expect(try read(old) == [2, 3, 4])
        #expect(try disk.names(in: folder) == ["file"])

        disk.install(file, new, as: old, insteadOf: nil, on: loop) { outcomes.append($0) }
        while outcomes.count < 2 { loop.turn(wait: true) }
        #expect(outcomes[1] == .noSuchFile)
    }

    @Test func `nobody is kept who has been told that a file is in its place, or is not`() throws {
        let loop = EventLoop(host: try Host.real())
        let goneCount = Count()
        var toldCount = 0
        func install(_ file: any AppendableFile) {
            let witness = Witness(goneCount)
            disk.install(file, folder + "/new", as: folder + "/file", insteadOf: nil, on: loop) { _ in
                withExtendedLifetime(witness) { toldCount += 1 }
            }
        }
        for round in 1...3 {
            let file = try disk.append(to: folder + "/new", keeping: 0)
            install(file)
            #expect(loop.turn { toldCount == 2 * round - 1 })
            // Its file is at the other place already.
            install(file)
            #expect(loop.turn { toldCount == 2 * round })
        }
        #expect(goneCount.value == 6)
    }
}

// How SQLite reaches the files of a simulated machine: a file system of its own (a VFS) with the handful of
// calls that a write-ahead log needs. Everything runs on one thread, so a lock that is taken is simply busy.

import CSQLite
import Synchronization

/// A file system that SQLite knows by name, for as long as this lives.
final class TableRegistration {
    let name: String
    private let nameBytes: UnsafeMutablePointer<CChar>
    private let system: UnsafeMutablePointer<sqlite3_vfs>

    private static let count = Atomic<Int>(0)

    init(of tables: SimulatedTables) {
        name = "simulated-\(Self.count.add(1, ordering: .relaxed).newValue)"
        nameBytes = UnsafeMutablePointer<CChar>.allocate(capacity: name.utf8.count + 1)
        nameBytes.initialize(repeating: 0, count: name.utf8.count + 1)
        for (place, byte) in name.utf8.enumerated() { nameBytes[place] = CChar(byte) }
        system = .allocate(capacity: 1)
        system.initialize(to: sqlite3_vfs())
        system.pointee.iVersion = 1
        system.pointee.szOsFile = Int32(MemoryLayout<TableHandle>.size)
        system.pointee.mxPathname = 512
        system.pointee.zName = UnsafePointer(nameBytes)
        // The tables hold this, and every open file holds the tables.
        system.pointee.pAppData = Unmanaged.passUnretained(tables).toOpaque()
        Self.fill(system)
        sqlite3_vfs_register(system, 0)
    }

    deinit {
        sqlite3_vfs_unregister(system)
        system.deallocate()
        nameBytes.deallocate()
    }

    private static func fill(_ system: UnsafeMutablePointer<sqlite3_vfs>) {
        system.pointee.xOpen = { system, path, file, flags, outFlags in
            guard let tables = TableRegistration.tables(of: system), let file else { return SQLITE_CANTOPEN }
            return TableRegistration.open(tables, path.map { String(cString: $0) }, file, flags, outFlags)
        }
        system.pointee.xDelete = { system, path, _ in
            guard let tables = TableRegistration.tables(of: system), let path else {
                return TableProblem.delete
            }
            tables.remove(String(cString: path))
            return SQLITE_OK
        }
        system.pointee.xAccess = { system, path, _, result in
            guard let tables = TableRegistration.tables(of: system), let path else {
                return TableProblem.access
            }
            result?.pointee = tables.files[String(cString: path)] == nil ? 0 : 1
            return SQLITE_OK
        }
        system.pointee.xFullPathname = { _, path, capacity, output in
            guard let path, let output else { return SQLITE_CANTOPEN }
            let bytes = String(cString: path).utf8CString
            guard bytes.count <= Int(capacity) else { return SQLITE_CANTOPEN }
            for (place, byte) in bytes.enumerated() { output[place] = byte }
            return SQLITE_OK
        }
        system.pointee.xRandomness = { system, count, output in
            guard let tables = TableRegistration.tables(of: system), let output else { return 0 }
            for place in 0..<Int(count) { output[place] = CChar(truncatingIfNeeded: tables.dice.next()) }
            return count
        }
        system.pointee.xSleep = { system, micros in
            TableRegistration.tables(of: system)?.sleptMicros += Int(micros)
            return micros
        }
        system.pointee.xCurrentTime = { _, day in
            day?.pointee = 2_460_000.5
            return SQLITE_OK
        }
        system.pointee.xGetLastError = { _, _, _ in 0 }
    }

    private static func tables(of system: UnsafeMutablePointer<sqlite3_vfs>?) -> SimulatedTables? {
        system?.pointee.pAppData.map { Unmanaged<SimulatedTables>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func open(
        _ tables: SimulatedTables, _ path: String?, _ file: UnsafeMutablePointer<sqlite3_file>,
        _ flags: Int32, _ outFlags: UnsafeMutablePointer<Int32>?
    ) -> Int32 {
        file.pointee.pMethods = nil
        // Without a name it is one of SQLite's own, for the length of a statement.
        let found = path.map { tables.open($0, creating: flags & SQLITE_OPEN_CREATE != 0) } ?? TableFile()
        guard let found else { return SQLITE_CANTOPEN }
        let opened = OpenTable(found, of: tables, isLog: flags & SQLITE_OPEN_WAL != 0)
        UnsafeMutableRawPointer(file).assumingMemoryBound(to: TableHandle.self).pointee = TableHandle(
            base: sqlite3_file(pMethods: OpenTable.methods),
            table: Unmanaged.passRetained(opened).toOpaque())
        outFlags?.pointee = flags
        return SQLITE_OK
    }
}

/// What SQLite is told where the disk, or the process, does not live to do what was asked: its extended
/// codes, which C spells in a way that Swift does not see.
private enum TableProblem {
    static let read = SQLITE_IOERR | 1 << 8
    static let shortRead = SQLITE_IOERR | 2 << 8
    static let write = SQLITE_IOERR | 3 << 8
    static let sync = SQLITE_IOERR | 4 << 8
    static let truncate = SQLITE_IOERR | 6 << 8
    static let size = SQLITE_IOERR | 7 << 8
    static let delete = SQLITE_IOERR | 10 << 8
    static let access = SQLITE_IOERR | 13 << 8
    static let lock = SQLITE_IOERR | 15 << 8
    static let lockShared = SQLITE_IOERR | 20 << 8
    static let map = SQLITE_IOERR | 21 << 8
}

/// What SQLite holds of an open file.
struct TableHandle {
    var base: sqlite3_file
    /// An ``OpenTable``, retained until the file is closed.
    var table: UnsafeMutableRawPointer?
}

/// One connection's hold on one file.
final class OpenTable {
    private let file: TableFile
    private let tables: SimulatedTables
    private let life: Int
    private let isLog: Bool
    private var shared: SharedIndex?

    init(_ file: TableFile, of tables: SimulatedTables, isLog: Bool) {
        self.file = file
        self.isLog = isLog
        self.tables = tables
        life = tables.life
    }

    private var isDead: Bool { tables.isDead || tables.life != life }

    /// The calls SQLite makes; the same for all files.
    nonisolated(unsafe) static let methods: UnsafePointer<sqlite3_io_methods> = {
        let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        methods.initialize(to: sqlite3_io_methods())
        methods.pointee.iVersion = 2
        fillBytes(methods)
        fillLocks(methods)
        return UnsafePointer(methods)
    }()

    private static func of(_ file: UnsafeMutablePointer<sqlite3_file>?) -> OpenTable? {
        guard let file else { return nil }
        let handle = UnsafeMutableRawPointer(file).assumingMemoryBound(to: TableHandle.self)
        return handle.pointee.table.map { Unmanaged<OpenTable>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func fillBytes(_ methods: UnsafeMutablePointer<sqlite3_io_methods>) {
        methods.pointee.xClose = { file in
            guard let file else { return SQLITE_OK }
            let handle = UnsafeMutableRawPointer(file).assumingMemoryBound(to: TableHandle.self)
            if let table = handle.pointee.table {
                let opened = Unmanaged<OpenTable>.fromOpaque(table)
                opened.takeUnretainedValue().hold(SQLITE_LOCK_NONE)
                opened.release()
            }
            handle.pointee.table = nil
            return SQLITE_OK
        }
        methods.pointee.xRead = { file, output, count, offset in
            guard let opened = OpenTable.of(file), let output else { return TableProblem.read }
            return opened.read(UnsafeMutableRawBufferPointer(start: output, count: Int(count)), Int(offset))
        }
        methods.pointee.xWrite = { file, input, count, offset in
            guard let opened = OpenTable.of(file), let input else { return TableProblem.write }
            return opened.write(UnsafeRawBufferPointer(start: input, count: Int(count)), Int(offset))
        }
        methods.pointee.xTruncate = { file, byteCount in
            guard let opened = OpenTable.of(file), opened.life == opened.tables.life, opened.tables.mayWrite()
            else {
                return TableProblem.truncate
            }
            opened.file.truncate(to: Int(byteCount))
            return SQLITE_OK
        }
        methods.pointee.xSync = { file, _ in
            guard let opened = OpenTable.of(file), opened.life == opened.tables.life,
                opened.tables.mayWrite()
            else {
                return TableProblem.sync
            }
            if opened.tables.failsSyncs || opened.tables.failsSyncsOfFiles && !opened.isLog {
                opened.file.failSync()
                return TableProblem.sync
            }
            opened.file.sync()
            return SQLITE_OK
        }
        methods.pointee.xFileSize = { file, size in
            guard let opened = OpenTable.of(file), !opened.isDead else { return TableProblem.size }
            size?.pointee = sqlite3_int64(opened.file.bytes.count)
            return SQLITE_OK
        }
        methods.pointee.xFileControl = { _, _, _ in SQLITE_NOTFOUND }
        methods.pointee.xSectorSize = { _ in Int32(SimulatedTables.sectorByteCount) }
        methods.pointee.xDeviceCharacteristics = { _ in SQLITE_IOCAP_POWERSAFE_OVERWRITE }
    }

    private static func fillLocks(_ methods: UnsafeMutablePointer<sqlite3_io_methods>) {
        methods.pointee.xLock = { file, level in OpenTable.of(file)?.lock(level) ?? TableProblem.lock }
        methods.pointee.xUnlock = { file, level in
            OpenTable.of(file)?.hold(level)
            return SQLITE_OK
        }
        methods.pointee.xCheckReservedLock = { file, result in
            result?.pointee = OpenTable.of(file)?.isReserved == true ? 1 : 0
            return SQLITE_OK
        }
        methods.pointee.xShmMap = { file, number, byteCount, extend, output in
            guard let opened = OpenTable.of(file), !opened.isDead else { return TableProblem.map }
            output?.pointee = opened.map(Int(number), Int(byteCount), extend != 0)
            return SQLITE_OK
        }
        methods.pointee.xShmLock = { file, first, count, flags in
            guard let opened = OpenTable.of(file) else { return TableProblem.lockShared }
            return opened.lockShared(Int(first)..<Int(first + count), flags)
        }
        methods.pointee.xShmBarrier = { _ in }
        methods.pointee.xShmUnmap = { file, _ in
            OpenTable.of(file)?.shared = nil
            return SQLITE_OK
        }
    }

    // MARK: bytes

    private func read(_ output: UnsafeMutableRawBufferPointer, _ offset: Int) -> Int32 {
        if isDead { return TableProblem.read }
        let available = max(min(output.count, file.bytes.count - offset), 0)
        if available > 0 {
            file.bytes.withUnsafeBytes { bytes in
                output.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + available]))
            }
        }
        if available == output.count { return SQLITE_OK }
        UnsafeMutableRawBufferPointer(rebasing: output[available...])
            .initializeMemory(as: UInt8.self, repeating: 0)
        return TableProblem.shortRead
    }

    private func write(_ input: UnsafeRawBufferPointer, _ offset: Int) -> Int32 {
        guard life == tables.life, tables.mayWrite() else { return TableProblem.write }
        if tables.isFull { return SQLITE_FULL }
        file.write(input, at: offset)
        return SQLITE_OK
    }

    // MARK: locks

    private var isReserved: Bool { file.holders.contains { $0.level >= SQLITE_LOCK_RESERVED } }

    private func lock(_ level: Int32) -> Int32 {
        if isDead { return TableProblem.lock }
        let me = ObjectIdentifier(self)
        let strongest = file.holders.filter { $0.who != me }.map(\.level).max() ?? SQLITE_LOCK_NONE
        let isFree =
            switch level {
            case SQLITE_LOCK_SHARED: strongest < SQLITE_LOCK_PENDING
            case SQLITE_LOCK_RESERVED: strongest < SQLITE_LOCK_RESERVED
            default: strongest == SQLITE_LOCK_NONE
            }
        guard isFree else { return SQLITE_BUSY }
        hold(level)
        return SQLITE_OK
    }

    private func hold(_ level: Int32) {
        if isDead { return }
        let me = ObjectIdentifier(self)
        file.holders.removeAll { $0.who == me }
        if level != SQLITE_LOCK_NONE { file.holders.append((me, level)) }
    }

    private func map(_ number: Int, _ byteCount: Int, _ extend: Bool) -> UnsafeMutableRawPointer? {
        let index = file.shared ?? SharedIndex()
        file.shared = index
        shared = index
        return index.region(number, byteCount: byteCount, extend: extend)
    }

    private func lockShared(_ slots: Range<Int>, _ flags: Int32) -> Int32 {
        guard let shared, !isDead else { return isDead ? TableProblem.lockShared : SQLITE_OK }
        if flags & SQLITE_SHM_UNLOCK != 0 {
            shared.release(slots)
            return SQLITE_OK
        }
        let isTaken = flags & SQLITE_SHM_SHARED != 0 ? shared.share(slots) : shared.take(slots)
        return isTaken ? SQLITE_OK : SQLITE_BUSY
    }
}

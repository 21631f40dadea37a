// The log of a service: lines to one sink, standard error unless a test takes them. A line is put together
// whole and written with one call, under a lock, so lines of different threads never mix, not even with those
// of another process on the same pipe (up to PIPE_BUF bytes).

import Glibc
import Synchronization

/// How much a log line matters.
package enum LogLevel: Int, Comparable, CaseIterable, Sendable {
    /// What only someone looking for a fault wants to see.
    case debug
    /// What an operator may want to look back at.
    case info
    /// Something is not as it should be, and the service goes on.
    case warning
    /// Something was lost, refused or stopped that should not have been.
    case error

    /// The level as it is written in JSON and on command lines.
    package var name: String {
        switch self {
        case .debug: "debug"
        case .info: "info"
        case .warning: "warning"
        case .error: "error"
        }
    }

    /// The level called `name`; nil when there is none.
    package init?(named name: String) {
        guard let level = LogLevel.allCases.first(where: { $0.name == name }) else { return nil }
        self = level
    }

    /// Whether `left` matters less.
    package static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }
}

/// What log lines look like.
package enum LogFormat: String, CaseIterable, Sendable {
    /// For people at a terminal.
    case readable
    /// One JSON object a line, with the stable keys `ts`, `level`, `msg`, `service`, then the fields.
    case json
}

/// Writes what a service has to tell its operator; safe from any thread.
package final class Log: Sendable {
    /// Takes the bytes of whole lines.
    package typealias Sink = @Sendable ([UInt8]) -> Void

    /// The service the lines are of.
    package let service: String
    /// What is less than this is not written.
    package let level: LogLevel
    private let format: LogFormat
    private let clock: @Sendable () -> Int64
    private let sink: Mutex<Sink>

    /// A log of `service`.
    ///
    /// - Parameters:
    ///   - level: what is less is not written, and costs no more than the question.
    ///   - clock: the time of a line, in milliseconds since 1970.
    ///   - sink: takes each line; called by one thread at a time.
    package init(
        service: String, level: LogLevel = .info, format: LogFormat = .readable,
        clock: @escaping @Sendable () -> Int64 = Log.wallClock, sink: @escaping Sink = Log.standardError
    ) {
        self.service = service
        self.level = level
        self.format = format
        self.clock = clock
        self.sink = Mutex(sink)
    }

    /// Writes a line that only someone looking for a fault wants to see.
    package func debug(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
        write(.debug, message, fields)
    }

    /// Writes a line an operator may want to look back at.
    package func info(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
        write(.info, message, fields)
    }

    /// Writes a line about something that is not as it should be.
    package func warning(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
        write(.warning, message, fields)
    }

    /// Writes a line about something lost, refused or stopped that should not have been.
    package func error(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]) {
        write(.error, message, fields)
    }

    private func write(_ level: LogLevel, _ message: () -> String, _ fields: () -> LogFields) {
        guard level >= self.level else { return }
        let line = LogLine(
            at: clock(), level: level, service: service, message: message(), fields: fields())
        let bytes = Array((format == .json ? line.json : line.readable).utf8)
        sink.withLock { $0(bytes) }
    }

    /// The wall clock of the machine, in milliseconds since 1970.
    @Sendable
    package static func wallClock() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000
    }

    /// Writes to standard error; a line it fails to take is dropped, for nobody is left to be told.
    @Sendable
    package static func standardError(_ line: [UInt8]) {
        var rest = line[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}

import EntenteProtocol

/// Which trace this task's calls are a part of.
///
/// ```swift
/// try await Tracing.$current.withValue(TraceContext(header.utf8)) {
///     try await client.check("ada", "chat.start", "grace")
/// }
/// ```
///
/// Services put it into their logs. What earlier releases are asked is asked without it, and so are streams.
public enum Tracing {
    /// The trace, or nil for none.
    @TaskLocal public static var current: TraceContext?
}

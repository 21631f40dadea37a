import EntenteProtocol

/// What a handler may know about the request besides its content.
///
/// Belongs to the loop's thread.
package struct RequestContext {
    /// Whose token it came with.
    package let token: AccessToken
    /// Which call it is.
    package let method: Method
    /// The wall clock of this turn, in milliseconds since 1970 UTC.
    package let now: Int64

    /// Which work of its caller it is a part of; nil where they did not say.
    package let trace: TraceContext?

    /// A request of `token`'s bearer.
    package init(token: AccessToken, method: Method, now: Int64, trace: TraceContext? = nil) {
        self.token = token
        self.method = method
        self.now = now
        self.trace = trace
    }

    /// The same request at another moment, in milliseconds since 1970 UTC.
    package func at(_ now: Int64) -> RequestContext {
        RequestContext(token: token, method: method, now: now, trace: trace)
    }

    /// Whether an empty `actor` means the operator.
    package var mayOperate: Bool { token.scopes.contains(Scope.operate) }
}

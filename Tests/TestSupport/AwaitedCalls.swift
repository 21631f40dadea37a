import EntenteProtocol

/// Calls of the contract that no service offers yet.
package let awaitedCalls: Set<Method> = []

import EntenteProtocol

extension NodeGroup {
    /// A stream and the node it comes from; nil where that is not known yet.
    struct OpenedStream<Item: Message> {
        let items: ResponseStream<Item>
        let node: Node?
    }

    /// Asks one node for a stream; a stream that fails is not begun again.
    func stream<R: Request>(_ request: R, avoiding avoided: [Node] = []) -> OpenedStream<R.Response> {
        let (payloads, continuation) = AsyncThrowingStream<[UInt8], any Error>.makeStream(
            bufferingPolicy: .bufferingOldest(options.streamBacklogMaximum))
        let slot = StreamSlot(method: R.method, continuation: continuation)
        let payload = Wire.encode(request)
        switch choose(avoiding: avoided) {
        case .node(let node):
            slot.open(payload, at: node)
            return OpenedStream(
                items: ResponseStream(payloads: payloads, endpoint: node.endpoint), node: node)
        case .unknown(let place):
            place.whenKnown { self.openStream(slot, payload, avoiding: avoided) }
            let items = ResponseStream<R.Response>(payloads: payloads, endpoint: place.endpoint)
            return OpenedStream(items: items, node: nil)
        case .nowhere(let failure):
            slot.finish(failure)
            let nowhere = ServiceEndpoint(host: "", port: 0)
            return OpenedStream(items: ResponseStream(payloads: payloads, endpoint: nowhere), node: nil)
        }
    }

    private func openStream(_ slot: StreamSlot, _ payload: [UInt8], avoiding avoided: [Node]) {
        switch choose(avoiding: avoided, hasWaited: true) {
        case .node(let node): slot.open(payload, at: node)
        case .nowhere(let failure): slot.finish(failure)
        case .unknown(let place):
            slot.finish(.unreachable(place.endpoint, reason: "its address is not known"))
        }
    }
}

extension StreamSlot {
    /// Asks `node` for the stream; a reader who leaves gives it up.
    fileprivate func open(_ payload: [UInt8], at node: Node) {
        let spell = node.spell
        let request = Node.Sending(method: method, payload: payload, timeout: nil, keepsOrder: false)
        let slot = StreamSlot(method: method, continuation: continuation) { failure in
            if let failure { node.learn(from: .failure(failure), in: spell) }
        }
        guard let sent = node.send(request, to: .stream(slot)) else { return }
        continuation.onTermination = { reason in
            if case .cancelled = reason { sent.cancel() }
        }
    }
}

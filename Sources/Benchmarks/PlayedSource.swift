// The directory or the partnership service as a decision node sees it when nothing happens: it greets, and
// says that the node has everything. The facts are in the node's replica already.

import EntenteProtocol
import Replica

/// The other end of one feed.
struct PlayedSource {
    let service: ServiceName
    let line: MemoryLine
    /// Where the source stands, which is where the replica stands too.
    let progress: Progress

    /// Answers what the node has said since.
    func answer() {
        var sent = line.takeSent()[...]
        while !sent.isEmpty {
            guard let header = try? FrameHeader.parse(Array(sent).span.bytes) else { return }
            answer(header)
            sent = sent.dropFirst(header.frameByteCount)
        }
    }

    private func answer(_ header: FrameHeader) {
        switch header.call {
        case .hello:
            let welcome = Welcome.with {
                $0.protocolVersion = UInt32(Frame.protocolVersion)
                $0.service = service.rawValue
                $0.heartbeatMillis = 1_000
            }
            reply(.response, header, Wire.encode(welcome))
        case .subscribe:
            reply(.streamItem, header, Wire.encode(FeedItem.with { $0.head = progress.revision }))
        default: preconditionFailure("a node that has everything asks for nothing else")
        }
    }

    private func reply(_ kind: FrameKind, _ header: FrameHeader, _ payload: [UInt8]) {
        line.arrive(frame(kind, header.method, header.requestID, payload))
    }
}

/// A whole frame.
func frame(_ kind: FrameKind, _ method: UInt16, _ requestID: UInt32, _ payload: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    FrameHeader(kind: kind, method: method, requestID: requestID, payloadByteCount: payload.count)
        .write(into: &bytes)
    return bytes + payload
}

// The golden vectors through the distribution's `protoc`, which shares no line of code with ours. All vectors
// travel as repeated fields of one message, so that two runs of the program answer for a thousand of them:
// decoding must print what our JSON says, and encoding what it printed must give our bytes.

import EntenteProtocol
import TestSupport
import Testing

@Suite("protoc") struct ProtocTests {
    private let folder = TemporaryFolder()

    /// Whether `protoc` is there; without it these tests prove nothing, so they fail.
    private var isInstalled: Bool { folder.run("command -v protoc > which.txt") == 0 }

    private var protoc: String { "protoc --proto_path='\(Repository.root)/Protocol' --proto_path=." }

    @Test func acceptsTheSchema() throws {
        try #require(isInstalled, "protoc is missing: install the package `protobuf-compiler`")
        #expect(folder.run("\(protoc) --descriptor_set_out=schema.bin entente.proto") == 0)
    }

    @Test func readsAndWritesEveryVector() throws {
        try #require(isInstalled, "protoc is missing: install the package `protobuf-compiler`")
        var schema = "syntax = \"proto3\";\nimport \"entente.proto\";\nmessage Everything {\n"
        var bytes: [UInt8] = []
        var text = ""
        for (index, message) in Schema.messages.enumerated() {
            let number = index + 1
            schema += "  repeated entente.v1.\(message.name) m\(number) = \(number);\n"
            let shape = MessageShape(of: message.type)
            for vector in Schema.vectors(of: message) {
                bytes += varint(number << 3 | 2) + varint(vector.bytes.count) + vector.bytes
                text +=
                    "m\(number) {\n\(TextFormat.fields(try JSONValue(parsing: vector.json), shape, "  "))}\n"
            }
        }
        File.write(Array((schema + "}\n").utf8), to: folder.path + "/everything.proto")
        File.write(bytes, to: folder.path + "/ours.bin")

        #expect(folder.run("\(protoc) --decode=Everything everything.proto < ours.bin > theirs.txt") == 0)
        let theirs = String(decoding: File.read(folder.path + "/theirs.txt") ?? [], as: UTF8.self)
        expectSameLines(theirs, text)
        #expect(folder.run("\(protoc) --encode=Everything everything.proto < theirs.txt > theirs.bin") == 0)
        #expect(File.read(folder.path + "/theirs.bin") == bytes)
    }

    private func varint(_ value: Int) -> [UInt8] {
        value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7F) | 0x80] + varint(value >> 7)
    }

    /// Compares line by line: the whole is too long to print.
    private func expectSameLines(_ theirs: String, _ ours: String) {
        let theirs = theirs.split(separator: "\n")
        let ours = ours.split(separator: "\n")
        let differing = zip(theirs, ours).enumerated().first { $0.element.0 != $0.element.1 }
        if let differing {
            Issue.record("line \(differing.offset): \(differing.element.0), expected \(differing.element.1)")
        }
        #expect(theirs.count == ours.count)
    }
}

/// A message in the text format of Protocol Buffers, from its JSON.
enum TextFormat {
    static func fields(_ value: JSONValue, _ shape: MessageShape, _ indentation: String) -> String {
        var text = ""
        for field in shape.fields {
            guard let member = value[field.name] else { continue }
            if case .array(let elements) = member {
                for element in elements { text += line(element, field, indentation) }
            } else if field.isOptional || !isDefault(member, field) {
                text += line(member, field, indentation)
            }
        }
        return text
    }

    private static func line(_ value: JSONValue, _ field: MessageShape.Field, _ indentation: String) -> String
    {
        let name = indentation + Schema.snake(field.name)
        switch field.type {
        case .message(let type):
            return "\(name) {\n\(fields(value, MessageShape(of: type), indentation + "  "))\(indentation)}\n"
        case .enumeration(let type): return "\(name): \(constant(value, type))\n"
        case .scalar("string"): return "\(name): \"\(escaped(text(of: value)))\"\n"
        case .scalar: return "\(name): \(text(of: value))\n"
        }
    }

    /// Whether a plain field with this value is left out.
    private static func isDefault(_ value: JSONValue, _ field: MessageShape.Field) -> Bool {
        switch field.type {
        case .message(let type): fields(value, MessageShape(of: type), "").isEmpty
        default: [.string(""), .number("0"), .bool(false), .string("unspecified")].contains(value)
        }
    }

    private static func constant(_ value: JSONValue, _ type: any WireEnum.Type) -> String {
        func constant<Word: WireEnum>(_ type: Word.Type) -> String {
            Word(name: text(of: value)).map { Schema.constant($0) } ?? "?"
        }
        return constant(type)
    }

    private static func text(of value: JSONValue) -> String {
        if case .string(let text) = value { text } else { value.text() }
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\n"): escaped += "\\n"
            case UInt8(ascii: "\r"): escaped += "\\r"
            case UInt8(ascii: "\t"): escaped += "\\t"
            case UInt8(ascii: "\""): escaped += "\\\""
            case UInt8(ascii: "'"): escaped += "\\'"
            case UInt8(ascii: "\\"): escaped += "\\\\"
            case 0x20..<0x7F: escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let octal = String(byte, radix: 8)
                escaped += "\\" + String(repeating: "0", count: 3 - octal.count) + octal
            }
        }
        return escaped
    }
}

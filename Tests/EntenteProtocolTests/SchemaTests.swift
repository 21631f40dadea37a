// The files for other languages say what the types say, and the distribution's `protoc` agrees.

import EntenteProtocol
import TestSupport
import Testing

@Suite("The schema") struct SchemaTests {
    @Test func theCommittedSchemaIsTheOneOfTheTypes() {
        #expect(
            Repository.text("Protocol/entente.proto") == Schema.proto(),
            "the types have changed: run `entente schema proto --write Protocol`")
    }

    @Test func theCommittedVectorsAreTheOnesOfTheTypes() {
        let files = Schema.vectors()
        for file in files {
            #expect(
                Repository.text("Protocol/Vectors/\(file.name)") == file.text,
                "\(file.name) has changed: run `entente schema vectors --write Protocol/Vectors`, and ask why"
            )
        }
        #expect(Repository.files(in: "Protocol/Vectors") == Set(files.map(\.name)))
    }

    @Test func everyCallHasMessagesOfItsName() {
        let names = Set(Schema.messages.map(\.name))
        for call in Call.all where call.method != .hello {
            let name = call.method.name.prefix(1).uppercased() + call.method.name.dropFirst()
            #expect(names.contains(name + "Request"), "\(call.method)")
            #expect(call.kind == .stream || names.contains(name + "Response"), "\(call.method)")
        }
        #expect(names.isSuperset(of: ["Hello", "Welcome", "SnapshotChunk", "FeedItem", "Failure"]))
        #expect(names.count == Schema.messages.count, "two messages share a name")
    }

    @Test func everyCallIsInTheTableOnce() {
        #expect(Call.all.map(\.method) == Method.allCases)
        for call in Call.all { #expect(Method(name: call.method.name) == call.method) }
    }

    @Test func fieldNumbersAndNamesAreUniqueInTheirMessage() {
        for message in Schema.messages {
            let fields = MessageShape(of: message.type).fields
            #expect(Set(fields.map(\.number)).count == fields.count, "\(message.name)")
            #expect(Set(fields.map { Schema.snake($0.name) }).count == fields.count, "\(message.name)")
        }
    }

    /// `protoc` makes the JSON name from the schema's name; it must be the one our JSON has.
    @Test func namesOfTheSchemaLeadBackToThoseOfJSON() {
        for message in Schema.messages {
            for field in MessageShape(of: message.type).fields {
                let words = Schema.snake(field.name).split(separator: "_")
                let camel = words.dropFirst().reduce(String(words[0])) {
                    $0 + $1.prefix(1).uppercased() + $1.dropFirst()
                }
                #expect(camel == field.name, "\(message.name)")
            }
        }
    }

    @Test func whereAPositionIsAskedForOrAnsweredItsNumberIsTheSame() {
        for message in Schema.messages {
            for field in MessageShape(of: message.type).fields
            where ["position", "atLeast"].contains(field.name) {
                #expect(field.number == 15, "\(message.name)")
            }
        }
    }

    @Test func everyVectorReadsBackFromItsFile() throws {
        for message in Schema.messages {
            let text = try #require(Repository.text("Protocol/Vectors/\(message.name).txt"))
            let lines = text.split(separator: "\n").map(String.init)
            #expect(lines.contains("message entente.v1.\(message.name)"))
            let bytes = lines.filter { $0.hasPrefix("hex") }.compactMap {
                [UInt8](hexadecimal: $0.dropFirst(4))
            }
            let json = lines.filter { $0.hasPrefix("json ") }.map { String($0.dropFirst(5)) }
            #expect(bytes.count == json.count)
            func check<M: Message>(_ type: M.Type) throws {
                for (bytes, json) in zip(bytes, json) {
                    let message = try Wire.decode(type, from: bytes)
                    #expect(JSON.encode(message) == json)
                    #expect(try Wire.encode(JSON.decode(type, from: json)) == bytes)
                }
            }
            try check(message.type)
        }
    }
}

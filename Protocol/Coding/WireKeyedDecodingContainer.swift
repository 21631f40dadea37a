// What synthesized `init(from:)` calls for every property: look its number up, or take the default.

/// The properties of one message, by field number.
struct WireKeyedDecodingContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let contents: WireContents

    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { contents.fields.compactMap { Key(intValue: Int($0.number)) } }

    private func value(_ key: Key) -> WireValue {
        guard let number = key.intValue, number > 0 else {
            preconditionFailure("`\(key.stringValue)` has no field number")
        }
        return WireValue(contents, contents.occurrences(of: number), name: key.stringValue)
    }

    func contains(_ key: Key) -> Bool { !contents.occurrences(of: key.intValue ?? 0).isEmpty }
    func decodeNil(forKey key: Key) -> Bool { false }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try value(key).bool() }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try value(key).text() }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try value(key).double() }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try value(key).float() }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try value(key).integer(type) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try value(key).integer(type) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try value(key).integer(type) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try value(key).integer(type) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try value(key).integer(type) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try value(key).integer(type) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try value(key).integer(type) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try value(key).integer(type) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try value(key).integer(type) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try value(key).integer(type) }
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try value(key).decode(type) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        throw WireProblem.refused(field: key.stringValue, reason: "a nested message is a type of its own")
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        throw WireProblem.refused(field: key.stringValue, reason: "a list is an array")
    }

    func superDecoder() throws -> any Decoder {
        throw WireProblem.refused(field: "", reason: "a message has no superclass")
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { try superDecoder() }
}

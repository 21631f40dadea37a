import EntenteProtocol
import Testing

@Suite("Hexadecimal digits") struct HexadecimalTests {
    @Test func areReadBackAndNothingElseIs() {
        let bytes = [UInt8](0...255)
        #expect([UInt8](hexadecimal: bytes.hexadecimal) == bytes)
        #expect([UInt8](hexadecimal: bytes.hexadecimal.uppercased()) == bytes)
        #expect([UInt8]([0x0f, 0xa0]).hexadecimal == "0fa0")
        #expect([UInt8](hexadecimal: "") == [])
        for wrong in ["0", "0g", "+1", "-1", "ab c", "１２", "é"] {
            #expect([UInt8](hexadecimal: wrong) == nil, "\(wrong)")
        }
    }
}

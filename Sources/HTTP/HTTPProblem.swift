// What cannot be answered as it was meant, as RFC 9457 has it: a status, and a JSON body that says in words
// what was wrong. The words name what the caller has sent, never what the service knows.

import EntenteProtocol

/// Why a request is refused.
package struct HTTPProblem: Error, Equatable, Sendable {
    /// The status.
    package let status: HTTPStatus
    /// What was wrong and what to do, in a sentence.
    package var detail: String
    /// Fields of the answer besides the usual ones.
    package var fields: [HTTPField]
    /// Members of the body besides the usual ones.
    package var members: [JSONValue.Member]

    /// A refusal with `status`, explained by `detail`.
    package init(
        _ status: HTTPStatus, _ detail: String, fields: [HTTPField] = [], members: [JSONValue.Member] = []
    ) {
        self.status = status
        self.detail = detail
        self.fields = fields
        self.members = members
    }

    /// The answer that tells it.
    package var response: HTTPResponse {
        let body = JSONValue.object(
            [
                .init("type", .string("about:blank")), .init("title", .string(status.phrase)),
                .init("status", .integer(status.code)), .init("detail", .string(detail)),
            ] + members)
        var response = HTTPResponse(status, json: body, contentType: "application/problem+json")
        response.fields = fields
        return response
    }
}

/// A field of a request or an answer.
package struct HTTPField: Equatable, Sendable {
    /// Its name, in a request in lower case.
    package let name: String
    /// Its value, without the blanks around it.
    package let value: String

    /// The field `name` with `value`.
    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A status and its usual words.
package struct HTTPStatus: Equatable, Sendable {
    /// The number.
    package let code: Int
    /// The words.
    package let phrase: String

    private init(_ code: Int, _ phrase: String) {
        self.code = code
        self.phrase = phrase
    }

    package static let ok = HTTPStatus(200, "OK")
    package static let badRequest = HTTPStatus(400, "Bad Request")
    package static let unauthorized = HTTPStatus(401, "Unauthorized")
    package static let forbidden = HTTPStatus(403, "Forbidden")
    package static let notFound = HTTPStatus(404, "Not Found")
    package static let methodNotAllowed = HTTPStatus(405, "Method Not Allowed")
    package static let requestTimeout = HTTPStatus(408, "Request Timeout")
    package static let conflict = HTTPStatus(409, "Conflict")
    package static let lengthRequired = HTTPStatus(411, "Length Required")
    package static let preconditionFailed = HTTPStatus(412, "Precondition Failed")
    package static let contentTooLarge = HTTPStatus(413, "Content Too Large")
    package static let uriTooLong = HTTPStatus(414, "URI Too Long")
    package static let unsupportedMediaType = HTTPStatus(415, "Unsupported Media Type")
    package static let expectationFailed = HTTPStatus(417, "Expectation Failed")
    package static let tooManyRequests = HTTPStatus(429, "Too Many Requests")
    package static let fieldsTooLarge = HTTPStatus(431, "Request Header Fields Too Large")
    package static let internalError = HTTPStatus(500, "Internal Server Error")
    package static let notImplemented = HTTPStatus(501, "Not Implemented")
    package static let unavailable = HTTPStatus(503, "Service Unavailable")
    package static let timeout = HTTPStatus(504, "Gateway Timeout")
    package static let versionNotSupported = HTTPStatus(505, "HTTP Version Not Supported")
}

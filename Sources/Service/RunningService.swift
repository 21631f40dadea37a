/// One of the three services, put together.
package protocol RunningService: AnyObject {
    /// Where it answers.
    var server: Server { get }
}

package entente;

/** A message that is a call, answered by an {@code R}. */
public abstract class Request<R extends Message> extends Message {
    Request(Shape shape) {
        super(shape);
    }

    /** Which call it is. */
    public abstract Call call();

    abstract R emptyResponse();
}

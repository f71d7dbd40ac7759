package io.feedrank.jobs.erasure;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The user that a record is of; null when it is of nobody. */
public interface UserOf<T> extends Serializable {
    @Nullable String user(T record);
}

package io.feedrank.ranking.pipeline.registry;

import io.feedrank.feature.text.TextTowerCodec;
import java.nio.file.Path;

/**
 * A model on disk.
 *
 * @param directory holds {@code saved_model/}, or a text tower's file, and {@code manifest.json}
 */
public record ModelBundle(Path directory, Manifest manifest) {
    /** Folder of the TensorFlow SavedModel inside a bundle. */
    public static final String SAVED_MODEL = "saved_model";

    /** Signature that takes rows as they are. */
    public static final String SIGNATURE = "serving_default";

    /** Signature that takes scaled rows, where a bundle says how to scale them. */
    public static final String SCALED_SIGNATURE = "scaled";

    /** Name of the one input of {@link #SIGNATURE}: {@code float[count][columns]}. */
    public static final String INPUT = "features";

    /**
     * Name of the one input of {@link #SCALED_SIGNATURE}, of the same shape. Another one, so that
     * scaled rows never go into what scales them.
     */
    public static final String SCALED_INPUT = "scaled_features";

    static final String MANIFEST = "manifest.json";

    /** The file without which a bundle is none. */
    static String mainFile(ModelRef model) {
        return Alias.TEXT_TOWER.takes(model)
                ? TextTowerCodec.FILE
                : SAVED_MODEL + "/saved_model.pb";
    }
}

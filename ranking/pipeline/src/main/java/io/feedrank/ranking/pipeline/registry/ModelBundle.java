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

    /** Name of the one input of the serving signature: {@code float[count][columns]}. */
    public static final String INPUT = "features";

    static final String MANIFEST = "manifest.json";

    /** The file without which a bundle is none. */
    static String mainFile(ModelRef model) {
        return Alias.TEXT_TOWER.takes(model)
                ? TextTowerCodec.FILE
                : SAVED_MODEL + "/saved_model.pb";
    }
}

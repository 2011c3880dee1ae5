package io.github.nucleoscope.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/** A hash that identifies a dataset. */
public final class Fingerprint {

    private Fingerprint() {}

    /** Returns the SHA-256 of the class names and each crop's class, source and pixels; 64 hexadecimal digits. */
    public static String sha256(Dataset dataset) {
        MessageDigest digest = DigestUtils.getSha256Digest();
        for (String name : dataset.classNames()) {
            digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        }
        ByteBuffer bytes = ByteBuffer.allocate(0);
        for (LabelledCrop labelled : dataset.crops()) {
            float[] values = labelled.crop().values();
            if (bytes.capacity() < 4 + 4 * values.length) {
                bytes = ByteBuffer.allocate(4 + 4 * values.length);
            }
            bytes.clear();
            bytes.putInt(labelled.classIndex());
            for (float value : values) {
                bytes.putFloat(value);
            }
            digest.update((labelled.crop().source() + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes.flip());
        }
        return Hex.encodeHexString(digest.digest());
    }
}

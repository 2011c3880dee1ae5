package io.github.nucleoscope.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.nucleoscope.training.EpochRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryCsvTest {

    @Test
    void isCompleteAfterEveryEpoch(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("history.csv");
        String expected = "epoch,learning_rate,train_loss,train_accuracy,train_balanced_accuracy,validation_loss,"
                + "validation_accuracy,validation_balanced_accuracy,seconds\r\n";
        try (HistoryCsv csv = new HistoryCsv(file)) {
            assertEquals(expected, Files.readString(file));
            csv.append(new EpochRecord(1, 5e-4, 0.7, 0.625, 0.5, 0.6931471805599453, 0.25, 0, 100));
            expected += "1,0.0005,0.7,0.625,0.5,0.693147181,0.25,0,100\r\n";
            assertEquals(expected, Files.readString(file));
            csv.append(new EpochRecord(2, 5e-7, 0.6, 0.8, 0.75, Double.NaN, Double.NaN, Double.NaN, 1.25));
            expected += "2,5.0E-7,0.6,0.8,0.75,NaN,NaN,NaN,1.25\r\n";
            assertEquals(expected, Files.readString(file));
        }
    }
}

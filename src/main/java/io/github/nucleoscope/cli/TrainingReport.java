package io.github.nucleoscope.cli;
import io.github.nucleoscope.training.*; import io.github.nucleoscope.evaluation.*; import java.util.*; import java.awt.image.*; import java.io.IOException;
record TrainingReport(TrainingFiles files, TrainingResult result, List<String> warnings) {
  void writeDemo(Judgement j, SegmentationScore s, List<BufferedImage> p) throws IOException {}
}

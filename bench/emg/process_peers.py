"""SciPy and MNE on the samples that process.ts hands over: FILE RATE LOW HIGH THRESHOLD INTERVAL. Prints JSON."""

import json
import resource
import sys
import time

import numpy as np
import scipy
from scipy import signal

path, rate, low, high, threshold, interval = sys.argv[1], *map(float, sys.argv[2:7])
samples = np.fromfile(path, dtype=np.float32)
rows = {}


def timed(name, work, rounds=7):
    work()
    times = []
    for _ in range(rounds):
        started = time.process_time()
        found = work()
        times.append(time.process_time() - started)
    middle = sorted(times)[rounds // 2]
    rows[name] = {"samplesPerS": round(len(samples) / middle), "ms": middle * 1000}
    if isinstance(found, int) and not isinstance(found, bool):
        rows[name]["found"] = found


def peak_mb():
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


sections = np.vstack(
    [
        signal.butter(2, low, "high", fs=rate, output="sos"),
        signal.butter(2, high, "low", fs=rate, output="sos"),
    ]
)
sections32 = sections.astype(np.float32)


def detected(band):
    return len(signal.find_peaks(np.abs(band), height=threshold, distance=int(interval))[0])


def envelope(band):
    smooth = signal.butter(2, 5, "low", fs=rate, output="sos")
    return signal.sosfiltfilt(smooth, np.abs(band)) is None


timed("SciPy: band-pass, causal (float64)", lambda: signal.sosfilt(sections, samples) is None)
timed("SciPy: band-pass, causal (float32)", lambda: signal.sosfilt(sections32, samples) is None)
timed("SciPy: band-pass, causal + detection (find_peaks)", lambda: detected(signal.sosfilt(sections, samples)))
timed("SciPy: band-pass, zero phase", lambda: signal.sosfiltfilt(sections, samples) is None)
timed(
    "SciPy: band-pass, zero phase + detection (find_peaks)",
    lambda: detected(signal.sosfiltfilt(sections, samples)),
)
filtered = signal.sosfilt(sections, samples)
timed("SciPy: envelope (rectified, 5 Hz, zero phase)", lambda: envelope(filtered))
timed("NumPy: power of every millisecond", lambda: np.square(filtered.reshape(-1, int(rate / 1000))).mean(1) is None)
timed("SciPy: spectrum (Welch, 4096)", lambda: signal.welch(filtered, rate, nperseg=4096) is None)
versions = {"scipy": scipy.__version__, "numpy": np.__version__}
memory = {"SciPy": peak_mb()}

try:
    import mne

    mne.set_log_level("ERROR")
    wide = samples.astype(np.float64)
    iir = {"ftype": "butter", "order": 2, "output": "sos"}
    timed(
        "MNE: band-pass, IIR, zero phase",
        lambda: mne.filter.filter_data(wide, rate, low, high, method="iir", iir_params=dict(iir), n_jobs=1) is None,
        3,
    )
    timed(
        "MNE: band-pass, FIR (its default)",
        lambda: mne.filter.filter_data(wide, rate, low, high, n_jobs=1) is None,
        3,
    )
    versions["mne"] = mne.__version__
    memory["SciPy and MNE"] = peak_mb()
except ImportError:
    versions["mne"] = "not installed: left out"

print(json.dumps({"versions": versions, "rows": rows, "peakMb": memory}))

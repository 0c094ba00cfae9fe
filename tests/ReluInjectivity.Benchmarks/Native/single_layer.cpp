// Value and gradient of the single-layer capacity at any level r >= 2, written by hand: what the emitted kernel is compared with.
// The same lattices, the same sums, the same closed form of the innermost expectation; reverse accumulation done on paper.
// equations/single-layer.eq states the equations.
#include <algorithm>
#include <cmath>
#include <vector>

namespace {

constexpr double reach = 8.5;
const double inverse_sqrt_2 = 1 / std::sqrt(2.0);
const double inverse_sqrt_2pi = 1 / std::sqrt(2 * M_PI);

double Phi(double x) { return 0.5 * std::erfc(-x * inverse_sqrt_2); }
double phi(double x) { return inverse_sqrt_2pi * std::exp(-0.5 * x * x); }

// Phi(b) - Phi(a) for a < b, without cancellation in the tails.
double Phi_difference(double a, double b)
{
    if (a > 0) return 0.5 * (std::erfc(a * inverse_sqrt_2) - std::erfc(b * inverse_sqrt_2));
    if (b < 0) return 0.5 * (std::erfc(-b * inverse_sqrt_2) - std::erfc(-a * inverse_sqrt_2));
    return 0.5 * (std::erf(b * inverse_sqrt_2) - std::erf(a * inverse_sqrt_2));
}

double dot(const double* __restrict x, const double* __restrict y, int count)
{
    double sum = 0;
#pragma omp simd reduction(+ : sum)
    for (int i = 0; i < count; i++) sum += x[i] * y[i];
    return sum;
}

// Nodes j * step. W on a lattice is E exp(c f), u = W^(c'/c) is what the next lattice outwards smooths.
struct Lattice {
    int first, count, core_start, core_stop, ratio, half;
    double step;
    std::vector<double> W, logW, u, barW, smoothed_by_s, weight;
    std::vector<double> kernel, kernel_s, kernel_sum, kernel_s_sum;

    double at(int i) const { return (first + i) * step; }

    void lay(int from, int end, double low, double high)
    {
        first = from;
        count = std::max(0, end - from);
        core_start = std::clamp(int(std::floor(low / step)) - first, 0, count);
        core_stop = std::clamp(int(std::ceil(high / step)) + 1 - first, core_start, count);
        for (auto* v : {&W, &logW, &u, &barW, &smoothed_by_s, &weight}) v->assign(count, 0);
        kernel.assign(2 * half + 1, 0);
        kernel_s.assign(2 * half + 1, 0);
        kernel_sum.assign(2 * half + 2, 0);
        kernel_s_sum.assign(2 * half + 2, 0);
    }

    void tabulate(double s)
    {
        double peak = step * inverse_sqrt_2pi / s;
        for (int j = 0; j <= half; j++) {
            double z2 = (j * step / s) * (j * step / s);
            double n = peak * std::exp(-0.5 * z2);
            kernel[half + j] = kernel[half - j] = n;
            kernel_s[half + j] = kernel_s[half - j] = n * (z2 - 1) / s;
        }
        for (int j = 0; j <= 2 * half; j++) {
            kernel_sum[j + 1] = kernel_sum[j] + kernel[j];
            kernel_s_sum[j + 1] = kernel_s_sum[j] + kernel_s[j];
        }
    }
};

struct Kernel {
    int r;
    std::vector<double> q, c, s, lambda;      // 1-based as in the paper; s[k] = sqrt(q[k+1] - q[k]), q[r] = 1
    double chi, kappa, T, a, b, S, F, core_sum, right_sum;
    std::vector<Lattice> lattice;             // lattice[k] carries f[k], k = 1..r-1
    std::vector<double> Phi_right, E, D;      // of the innermost closed form
};

// Sum over a source lattice against Gaussians centred at core node i of its target; the tails are the constants 1 and right.
double smooth(const Lattice& source, const Lattice& target, const std::vector<double>& kernel, const std::vector<double>& sums, double right, int i)
{
    int center = (target.first + i) * source.ratio - source.first;
    int from = std::max(0, center - source.half), to = std::min(source.count, center + source.half + 1), offset = source.half - center;
    int start = std::clamp(source.core_start, from, to), stop = std::clamp(source.core_stop, from, to);
    return (sums[start + offset] - sums[from + offset]) + right * (sums[to + offset] - sums[stop + offset])
        + dot(&kernel[start + offset], &source.u[start], stop - start);
}

} // namespace

extern "C" {

Kernel* create(int r)
{
    auto* k = new Kernel;
    k->r = r;
    for (auto* v : {&k->q, &k->c, &k->s, &k->lambda}) v->assign(r + 1, 0);
    k->lattice.resize(r);
    return k;
}

void destroy(Kernel* k) { delete k; }

// x = q[1..r-1], c[1..r-1], chi.
void plan(Kernel* k, const double* x, double kappa, double nodes_per_width)
{
    int r = k->r;
    std::copy(x, x + r - 1, &k->q[1]);
    std::copy(x + r - 1, x + 2 * r - 2, &k->c[1]);
    k->q[r] = 1;
    k->chi = x[2 * r - 2];
    k->kappa = kappa;
    k->T = std::sqrt(2 * k->chi);
    for (int j = 1; j < r; j++) k->s[j] = std::sqrt(k->q[j + 1] - k->q[j]);
    for (int j = 1; j < r; j++) {
        Lattice& l = k->lattice[j];
        double deviation = j == 1 ? std::sqrt(k->q[1]) : k->s[j - 1];
        double wanted = std::min(deviation, k->s[j]) / nodes_per_width;
        double spread = reach * std::sqrt(1 - k->q[j]);
        if (j == 1) {
            l.step = wanted;
            l.ratio = 1;
            l.half = 0;
            int end = int(std::ceil(reach * deviation / wanted));
            l.lay(int(std::floor(-reach * deviation / wanted)), end + 1, -spread, k->T + spread);
        } else {
            Lattice& target = k->lattice[j - 1];
            l.ratio = std::max(1, int(std::ceil(target.step / wanted)));
            l.step = target.step / l.ratio;
            l.half = int(std::ceil(reach * deviation / l.step));
            l.lay((target.first + target.core_start) * l.ratio - l.half, (target.first + target.core_stop - 1) * l.ratio + l.half + 1, -spread, k->T + spread);
        }
    }
    for (auto* v : {&k->Phi_right, &k->E, &k->D}) v->assign(k->lattice[r - 1].count, 0);
}

double value(Kernel* k)
{
    int r = k->r;
    auto &q = k->q, &c = k->c, &s = k->s, &lambda = k->lambda;
    lambda[r] = k->chi;
    k->S = 0;
    for (int j = r - 1; j >= 1; j--) {
        lambda[j] = lambda[j + 1] + c[j] * (q[j + 1] - q[j]);
        k->S += std::log(lambda[j] / lambda[j + 1]) / (2 * c[j]);
    }
    k->S += q[1] / (2 * lambda[1]);

    Lattice& inner = k->lattice[r - 1];
    double si = 1 / s[r - 1], right = std::exp(-c[r - 1]);
    k->b = c[r - 1] / k->chi;
    k->a = 1 + k->b * s[r - 1] * s[r - 1];
    double A = 1 / std::sqrt(k->a), mu = si * A, width = k->T * si / A, exponent = -0.5 * k->b / k->a;
    double power = r > 2 ? c[r - 2] / c[r - 1] : 1;
    for (int i = inner.core_start; i < inner.core_stop; i++) {
        double h = inner.at(i);
        k->Phi_right[i] = Phi((h - k->T) * si);
        k->D[i] = Phi_difference(-mu * h, width - mu * h);
        k->E[i] = std::exp(exponent * h * h);
        inner.W[i] = Phi(-h * si) + right * k->Phi_right[i] + A * k->E[i] * k->D[i];
        inner.logW[i] = std::log(inner.W[i]);
        if (r > 2) inner.u[i] = std::exp(power * inner.logW[i]);
    }

    for (int j = r - 1; j >= 2; j--) {
        Lattice &source = k->lattice[j], &target = k->lattice[j - 1];
        source.tabulate(s[j - 1]);
        double tail = std::exp(-c[j - 1]), next = j > 2 ? c[j - 2] / c[j - 1] : 1;
        for (int i = target.core_start; i < target.core_stop; i++) {
            target.W[i] = smooth(source, target, source.kernel, source.kernel_sum, tail, i);
            target.logW[i] = std::log(target.W[i]);
            if (j > 2) target.u[i] = std::exp(next * target.logW[i]);
        }
    }

    Lattice& outer = k->lattice[1];
    double density = 1 / std::sqrt(q[1]);
    k->core_sum = k->right_sum = 0;
    for (int i = outer.core_start; i < outer.core_stop; i++) {
        outer.weight[i] = phi(density * outer.at(i));
        k->core_sum += outer.weight[i] * outer.logW[i];
    }
    for (int i = outer.core_stop; i < outer.count; i++) {
        outer.weight[i] = phi(density * outer.at(i));
        k->right_sum += outer.weight[i];
    }
    k->F = outer.step * density * (k->core_sum / c[1] - k->right_sum);
    return (k->kappa + k->S) / -k->F;
}

// After value. The gradient by q[1..r-1], c[1..r-1], chi.
void gradient(Kernel* k, double* result)
{
    int r = k->r;
    auto &q = k->q, &c = k->c, &s = k->s, &lambda = k->lambda;
    std::vector<double> bar_q(r + 1, 0), bar_c(r + 1, 0), bar_s(r + 1, 0);
    double bar_chi = 0, bar_S = -1 / k->F, bar_F = (k->kappa + k->S) / (k->F * k->F);

    // F = step / sqrt(q1) * (sum of weight * log W / c1 - sum of weight to the right)
    Lattice& outer = k->lattice[1];
    double density = 1 / std::sqrt(q[1]), scale = bar_F * outer.step * density, core_y2 = 0, right_y2 = 0;
    bar_c[1] -= scale * k->core_sum / (c[1] * c[1]);
    for (int i = outer.core_start; i < outer.core_stop; i++) {
        double y = outer.at(i);
        core_y2 += outer.weight[i] * outer.logW[i] * y * y;
        outer.barW[i] = scale / c[1] * outer.weight[i] / outer.W[i];
    }
    for (int i = outer.core_stop; i < outer.count; i++) right_y2 += outer.weight[i] * outer.at(i) * outer.at(i);
    bar_q[1] += bar_F * (-0.5 * k->F / q[1] + 0.5 * outer.step * density / (q[1] * q[1]) * (core_y2 / c[1] - right_y2));

    // W[j-1] = smooth(u[j]), u[j] = W[j]^(c[j-1]/c[j]), tails 1 and exp(-c[j-1])
    for (int j = 2; j < r; j++) {
        Lattice &source = k->lattice[j], &target = k->lattice[j - 1];
        double tail = std::exp(-c[j - 1]), power = c[j - 1] / c[j], at_right = 0, bar_power = 0;
        std::fill(source.barW.begin() + source.core_start, source.barW.begin() + source.core_stop, 0);
        for (int i = target.core_start; i < target.core_stop; i++) {
            double w = target.barW[i];
            bar_s[j - 1] += w * smooth(source, target, source.kernel_s, source.kernel_s_sum, tail, i);
            int center = (target.first + i) * source.ratio - source.first;
            int from = std::max(0, center - source.half), to = std::min(source.count, center + source.half + 1), offset = source.half - center;
            int start = std::clamp(source.core_start, from, to), stop = std::clamp(source.core_stop, from, to);
            at_right += w * (source.kernel_sum[to + offset] - source.kernel_sum[stop + offset]);
            double* __restrict bar = source.barW.data();
            const double* __restrict kernel = source.kernel.data() + offset;
#pragma omp simd
            for (int m = start; m < stop; m++) bar[m] += w * kernel[m];
        }
        bar_c[j - 1] -= tail * at_right;
        for (int i = source.core_start; i < source.core_stop; i++) {
            double bar_u = source.barW[i] * source.u[i];
            bar_power += bar_u * source.logW[i];
            source.barW[i] = bar_u * power / source.W[i];
        }
        bar_c[j - 1] += bar_power / c[j];
        bar_c[j] -= bar_power * power / c[j];
    }

    // W[r-1] = Phi(-h/s) + exp(-c) Phi((h-T)/s) + E (Phi(high) - Phi(low)) / sqrt(a)
    Lattice& inner = k->lattice[r - 1];
    double sr = s[r - 1], si = 1 / sr, right = std::exp(-c[r - 1]), a = k->a, b = k->b, T = k->T;
    double root = std::sqrt(a), mu = si / root, width = T * si * root;
    double left_h = 0, right_0 = 0, right_h = 0, right_Phi = 0, middle = 0, middle_h2 = 0, high_0 = 0, high_h = 0, low_h = 0;
    for (int i = inner.core_start; i < inner.core_stop; i++) {
        double h = inner.at(i), w = inner.barW[i], wE = w * k->E[i];
        double at_left = phi(h * si), at_T = phi((h - T) * si), at_low = phi(mu * h), at_high = phi(width - mu * h);
        left_h += w * at_left * h;
        right_0 += w * at_T;
        right_h += w * at_T * (h - T);
        right_Phi += w * k->Phi_right[i];
        middle += wE * k->D[i];
        middle_h2 += wE * k->D[i] * h * h;
        high_0 += wE * at_high;
        high_h += wE * at_high * h;
        low_h += wE * at_low * h;
    }
    double bar_a = -0.5 * middle / (a * root) + 0.5 * b / (a * a) * middle_h2 / root
        + (0.5 * T * si / root * high_0 + 0.5 * si / (a * root) * (high_h - low_h)) / root;
    double bar_b = -0.5 * middle_h2 / (a * root) + bar_a * sr * sr;
    bar_s[r - 1] += si * si * (left_h - right * right_h) + (-T * root * high_0 + (high_h - low_h) / root) * si * si / root + bar_a * 2 * b * sr;
    bar_c[r - 1] += -right * right_Phi + bar_b / k->chi;
    bar_chi += -bar_b * b / k->chi + (-right * right_0 * si + high_0 * si) / T;

    // s[k] = sqrt(q[k+1] - q[k])
    for (int j = 1; j < r; j++) {
        bar_q[j] -= 0.5 * bar_s[j] / s[j];
        bar_q[j + 1] += 0.5 * bar_s[j] / s[j];
    }

    // S, and lambda[k] = lambda[k+1] + c[k] (q[k+1] - q[k])
    bar_q[1] += bar_S * 0.5 / lambda[1];
    double bar_lambda = -bar_S * 0.5 * q[1] / (lambda[1] * lambda[1]);
    for (int j = 1; j < r; j++) {
        double half = bar_S / (2 * c[j]);
        bar_lambda += half / lambda[j];
        bar_c[j] += -half * std::log(lambda[j] / lambda[j + 1]) / c[j] + bar_lambda * (q[j + 1] - q[j]);
        bar_q[j + 1] += bar_lambda * c[j];
        bar_q[j] -= bar_lambda * c[j];
        bar_lambda -= half / lambda[j + 1];
    }
    bar_chi += bar_lambda;

    std::copy(&bar_q[1], &bar_q[r], result);
    std::copy(&bar_c[1], &bar_c[r], result + r - 1);
    result[2 * r - 2] = bar_chi;
}

}

# What the scripts of load/ and micro/ share: jq -L benchmarks 'include "statistics"; ...'
def median: sort | if length%2==1 then .[length/2|floor] else (.[length/2-1]+.[length/2])/2 end;
def mean: add/length;
def digits: .*1000|round/1000;
# Half of the 95 % interval of a mean (Student's t); the input is at least two numbers.
def halfInterval: length as $n | mean as $m
  | [0,12.71,4.30,3.18,2.78,2.57,2.45,2.36,2.31,2.26,2.23,2.20,2.18,2.16,2.14,2.13,2.12,2.11,2.10,2.09,2.09,2.08,2.07,2.07,2.06,2.06,2.06,2.05,2.05,2.05] as $t
  | (map(.-$m|.*.)|add/($n-1)|sqrt)/($n|sqrt)*$t[[$n-1,29]|min];

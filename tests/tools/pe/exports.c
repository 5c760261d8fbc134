/* A program that exports a function and a variable. */

__declspec(dllexport) int answer = 42;

__declspec(dllexport) int
add(int a, int b)
{
    return a + b;
}

int
main(void)
{
    return add(answer, -42);
}

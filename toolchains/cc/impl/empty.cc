// A program that needs nothing but what every C++ program is linked with.

int
main()
{
    return 0;
}

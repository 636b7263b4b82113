<?php

declare(strict_types=1);

namespace Acme\Catalog\Api;

/**
 * What kinds of product there are.
 *
 * @api
 */
interface ProductTypeListInterface
{
    /**
     * The codes of all product types.
     *
     * @return string[]
     */
    public function getProductTypes();
}
